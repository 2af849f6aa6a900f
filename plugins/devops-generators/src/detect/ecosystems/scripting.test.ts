import { detectOne, Files, NO_COMMANDS } from '../__testUtils__/detect';

jest.setTimeout(60_000);

describe('detectComponents', () => {
  it.each<[string, Files, object]>([
    [
      'npm with scripts and a version file',
      {
        '.nvmrc': 'v22.4.0\n',
        'package-lock.json': '{}',
        'package.json': {
          scripts: {
            build: 'tsc',
            test: 'jest',
            lint: 'eslint .',
            'test:cov': 'jest --coverage',
          },
          dependencies: { express: '5' },
        },
        Dockerfile: 'FROM node:20-alpine',
      },
      {
        language: 'node',
        version: '22.4.0',
        packageManager: 'npm',
        container: 'Dockerfile',
        frameworks: ['express'],
        commands: {
          install: 'npm ci',
          build: 'npm run build',
          test: 'npm test',
          lint: 'npm run lint',
          coverage: 'npm run test:cov',
        },
      },
    ],
    [
      'yarn 1, yarn 4 by its settings',
      {
        'package.json': { main: 'index.js' },
        'yarn.lock': '',
        '.yarnrc.yml': '',
      },
      {
        packageManager: 'yarn',
        commands: { ...NO_COMMANDS, install: 'yarn install --immutable' },
      },
    ],
    [
      'a placeholder for tests',
      {
        'package.json': {
          main: 'index.js',
          scripts: { test: 'echo "Error: no test specified" && exit 1' },
        },
      },
      { commands: { ...NO_COMMANDS, install: 'npm install' } },
    ],
    [
      'targets of Nx that do nothing themselves',
      {
        'nx.json': {},
        'package.json': {
          main: 'index.js',
          devDependencies: { nx: '20' },
          scripts: { test: 'exit 0', lint: 'eslint .' },
        },
        'project.json': {
          targets: {
            build: { executor: 'nx:run-commands' },
            test: { dependsOn: ['build'] },
            lint: { options: { command: 'exit 0' } },
          },
        },
      },
      {
        commands: {
          install: 'npm install',
          build: 'npx nx build',
          test: null,
          lint: 'npm run lint',
          coverage: null,
        },
      },
    ],
    [
      'projects of Nx without scripts',
      {
        'nx.json': {},
        'package-lock.json': '{}',
        'package.json': { private: true, dependencies: { nx: '20' } },
        'apps/api/project.json': {
          targets: {
            build: { executor: '@nx/webpack:webpack' },
            lint: { executor: '@nx/eslint:lint' },
          },
        },
      },
      {
        commands: {
          install: 'npm ci',
          build: 'npx nx run-many --target=build',
          test: null,
          lint: 'npx nx run-many --target=lint',
          coverage: null,
        },
      },
    ],
    [
      'poetry',
      {
        'poetry.lock': '',
        'pyproject.toml':
          '[tool.poetry]\nname = "a"\n[tool.poetry.dependencies]\npython = "^3.9"\nfastapi = "*"\n[tool.poetry.group.dev.dependencies]\npytest-cov = "*"\nruff = "*"\n[tool.pytest.ini_options]\n',
      },
      {
        language: 'python',
        version: '3.9',
        packageManager: 'poetry',
        frameworks: ['fastapi'],
        commands: {
          install: 'poetry install',
          build: null,
          test: 'poetry run pytest',
          lint: 'poetry run ruff check .',
          coverage: 'poetry run pytest --cov',
        },
      },
    ],
    [
      'uv for a program that is no package',
      {
        'uv.lock': '',
        'pyproject.toml':
          '[project]\nname = "a"\ndependencies = ["fastapi"]\n[build-system]\nrequires = ["hatchling"]\n[tool.uv]\npackage = false\n[tool.coverage.run]\nbranch = true\n',
      },
      {
        packageManager: 'uv',
        // Nothing that is installed could measure coverage.
        commands: { ...NO_COMMANDS, install: 'uv sync --locked' },
      },
    ],
    [
      'requirements beside a program',
      {
        'requirements.txt': 'flask==3.0\n',
        'app.py': '',
        Dockerfile: 'ARG V=3.12\nFROM python:${V}-slim',
      },
      {
        version: '3.12',
        packageManager: 'pip',
        commands: {
          ...NO_COMMANDS,
          install: 'pip install -r requirements.txt',
        },
      },
    ],
  ])('describes %s', async (_, files, expected) => {
    expect(await detectOne(files)).toMatchObject(expected);
  });
});
