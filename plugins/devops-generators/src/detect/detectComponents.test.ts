import fc from 'fast-check';
import { createFileTree } from '../files';
import { detectComponents } from './detectComponents';

jest.setTimeout(60_000);

type Files = Record<string, string | object>;

async function detect(files: Files) {
  return detectComponents(
    createFileTree(
      Object.entries(files).map(([path, content]) => ({
        path,
        content:
          typeof content === 'string' ? content : JSON.stringify(content),
      })),
    ),
  );
}

async function detectOne(files: Files) {
  const { components } = await detect(files);
  expect(components).toHaveLength(1);
  return components[0];
}

const NO_COMMANDS = {
  install: null,
  build: null,
  test: null,
  lint: null,
  coverage: null,
};

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
    [
      'a Go module with a coverage script in Travis',
      {
        'go.mod': 'module example.com/a\n\ngo 1.21\n',
        'a_test.go': '',
        '.travis.yml': 'script:\n  - bash ./scripts/cover.sh\n',
      },
      {
        language: 'go',
        version: '1.21',
        ci: ['travis-ci'],
        commands: {
          install: 'go mod download',
          build: 'go build ./...',
          test: 'go test ./...',
          lint: null,
          coverage: 'bash ./scripts/cover.sh',
        },
      },
    ],
    [
      'Maven without a wrapper',
      {
        'pom.xml':
          '<project><artifactId>a</artifactId><properties><java.version>1.8</java.version></properties></project>',
        'src/test/java/ATest.java': '',
        'ci/Jenkinsfile': 'pipeline { }',
      },
      {
        language: 'java',
        version: '8',
        packageManager: 'maven',
        ci: ['jenkins'],
        commands: expect.objectContaining({
          build: 'mvn -B package -DskipTests',
          test: 'mvn -B test',
          lint: null,
          coverage: null,
        }),
      },
    ],
    [
      'Gradle in Kotlin with aliases of a version catalogue',
      {
        'build.gradle.kts':
          'plugins {\n  alias(libs.plugins.detekt)\n  kotlin("jvm")\n  jacoco\n}\nkotlin { jvmToolchain(21) }\n',
        'gradle/libs.versions.toml':
          '[plugins]\ndetekt = { id = "io.gitlab.arturbosch.detekt", version = "1" }\n',
        gradlew: '',
        'src/main/kotlin/A.kt': '',
        'src/test/kotlin/ATest.kt': '',
      },
      {
        language: 'kotlin',
        version: '21',
        packageManager: 'gradle',
        commands: expect.objectContaining({
          build: './gradlew build -x test',
          lint: './gradlew detekt',
          coverage: './gradlew test jacocoTestReport',
        }),
      },
    ],
    [
      'one program of a .NET solution',
      {
        'shop.sln': '',
        'src/shop.csproj':
          '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>',
        'src/Dockerfile': 'FROM mcr.microsoft.com/dotnet/sdk:8.0',
        'src/Program.cs': '',
        'tests/shop.tests.csproj':
          '<Project><ItemGroup><PackageReference Include="Microsoft.NET.Test.Sdk"/></ItemGroup></Project>',
        'skaffold.yaml':
          'build:\n  artifacts:\n  - image: shop\n    context: src\n',
      },
      {
        path: '.',
        language: 'dotnet',
        version: '8.0',
        packageManager: 'nuget',
        container: 'src/Dockerfile',
        deploy: ['skaffold'],
        alternatives: [{ field: 'language', value: 'csharp' }],
      },
    ],
    [
      'Rust',
      {
        'Cargo.toml': '[package]\nname = "a"\nrust-version = "1.75"\n',
        'Cargo.lock': '',
        'src/lib.rs': '#[test]\nfn a() {}',
        'clippy.toml': '',
      },
      {
        language: 'rust',
        version: '1.75',
        packageManager: 'cargo',
        commands: expect.objectContaining({
          test: 'cargo test',
          lint: 'cargo clippy',
        }),
      },
    ],
    [
      'PHP',
      {
        'composer.json': {
          require: { php: '>=8.1', 'slim/slim': '4' },
          scripts: { test: 'phpunit' },
        },
        'phpcs.xml': '<ruleset/>',
      },
      {
        language: 'php',
        version: '8.1',
        packageManager: 'composer',
        commands: expect.objectContaining({
          test: 'composer test',
          lint: 'vendor/bin/phpcs',
        }),
      },
    ],
    [
      'Ruby',
      {
        Gemfile: "ruby '3.2.1'\ngem 'rails'\n",
        '.rspec': '',
        '.rubocop.yml': '',
      },
      {
        language: 'ruby',
        version: '3.2.1',
        packageManager: 'bundler',
        commands: expect.objectContaining({
          test: 'bundle exec rspec',
          lint: 'bundle exec rubocop',
        }),
      },
    ],
    [
      'Terraform that calls a module of its own',
      {
        'infra/main.tf':
          'module "a" {\n  source = "./net"\n}\nterraform {\n  required_version = ">= 1.5"\n}\n',
        'infra/net/main.tf': '',
      },
      {
        path: 'infra',
        language: 'terraform',
        version: '1.5',
        deploy: ['terraform'],
      },
    ],
    [
      'a page',
      { 'index.html': '' },
      { language: 'static', commands: NO_COMMANDS },
    ],
    [
      'Hugo',
      { 'hugo.toml': 'baseURL = "/"', 'content/a.md': '' },
      {
        language: 'static',
        frameworks: ['hugo'],
        commands: { ...NO_COMMANDS, build: 'hugo --minify' },
      },
    ],
  ])('describes %s', async (_, files, expected) => {
    expect(await detectOne(files)).toMatchObject(expected);
  });

  it('gives one of two build systems and lists the other', async () => {
    const component = await detectOne({
      'pom.xml': '<project><artifactId>a</artifactId></project>',
      'build.gradle': "plugins { id 'java' }",
      gradlew: '',
    });
    expect(component.packageManager).toBe('maven');
    expect(component.alternatives).toContainEqual(
      expect.objectContaining({
        field: 'packageManager',
        value: 'gradle',
        commands: expect.objectContaining({ build: './gradlew build -x test' }),
      }),
    );
  });

  it('says that two lock files leave the package manager open', async () => {
    const component = await detectOne({
      'package.json': { main: 'a.js' },
      'package-lock.json': '{}',
      'yarn.lock': '',
    });
    expect(component.confidence.packageManager).toBeLessThan(0.6);
    expect(component.alternatives.map(({ value }) => value)).toContain('yarn');
  });

  it('finds the parts of a monorepo, not its shared settings', async () => {
    const { components, monorepo } = await detect({
      'package.json': { private: true, workspaces: ['apps/*', 'tooling/*'] },
      'turbo.json': '{}',
      'pnpm-lock.yaml': '',
      'apps/web/package.json': { scripts: { build: 'next build' } },
      'tooling/eslint/package.json': { exports: {} },
      'services/api/go.mod': 'module a.example/b\n',
      'node_modules/x/package.json': { main: 'x' },
      'test/fixtures/y/package.json': { main: 'y' },
    });
    expect(monorepo).toBe('turborepo');
    expect(
      components.map(({ path, packageManager }) => [path, packageManager]),
    ).toEqual([
      ['apps/web', 'pnpm'],
      ['services/api', 'go'],
    ]);
    expect(components[0].commands.install).toBe(
      'pnpm install --frozen-lockfile',
    );
  });

  it('names file and line of what it says', async () => {
    const { evidence } = await detectOne({
      'package.json': '{\n  "scripts": {\n    "test": "jest"\n  }\n}',
    });
    expect(evidence).toContainEqual({
      field: 'test',
      file: 'package.json',
      line: 3,
    });
  });

  it('reports files that it cannot parse and goes on', async () => {
    const { components, problems } = await detect({
      'a/package.json': '{ "scripts": ',
      'b/pyproject.toml': '[project',
      'c/go.mod': 'module c.example/c\n',
    });
    expect(components.map(({ path }) => path)).toEqual(['c']);
    expect(problems.map(({ file }) => file).sort()).toEqual([
      'a/package.json',
      'b/pyproject.toml',
    ]);
  });

  it('survives any content of the files it reads', async () => {
    const name = fc.constantFrom(
      'package.json',
      'project.json',
      'nx.json',
      'pnpm-workspace.yaml',
      '.nvmrc',
      'pyproject.toml',
      'requirements.txt',
      'setup.cfg',
      'go.mod',
      'pom.xml',
      'build.gradle',
      'build.gradle.kts',
      'Makefile',
      'Dockerfile',
      '.travis.yml',
      'Jenkinsfile',
      '.github/workflows/a.yml',
      'docker-compose.yml',
      'skaffold.yaml',
      'a.sln',
      'a.csproj',
      'Gemfile',
      'Cargo.toml',
      'composer.json',
      'main.tf',
      'hugo.toml',
      '.tool-versions',
    );
    const folder = fc.constantFrom(
      '',
      'a/',
      'a/b/',
      '$(touch x)/',
      '"\'`\n/',
      '${{ x }}/',
      '..é漢/',
      '__proto__/',
    );
    const content = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.constantFrom(
        '{"scripts":{"test":5,"build":{},"__proto__":"x"},"workspaces":[1,"**","{a,b"],"engines":{"node":"$(id)"},"packageManager":{}}',
        '[project]\nname="x"\nrequires-python=">=$(id)"\ndependencies=[1,{}]',
        '<project><artifactId>a</artifactId><parent><relativePath>.</relativePath></parent></project>',
        'go 1.2\u0000\nmodule x',
        'a: &a [*a]',
        'services: {x: {build: {context: [1]}}}',
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(folder, name, content), { maxLength: 8 }),
        async files => {
          const tree = Object.fromEntries(
            files.map(([at, file, text]) => [`${at}${file}`, text]),
          );
          const { components } = await detect(tree);
          for (const { version, confidence } of components) {
            expect(version ?? '0').toMatch(/^\d+(\.\d+)*$/);
            expect(
              Object.values(confidence).every(value => value > 0 && value < 1),
            ).toBe(true);
          }
          expect(await detect(tree)).toEqual(await detect(tree));
        },
      ),
      { numRuns: 200 },
    );
  });
});
