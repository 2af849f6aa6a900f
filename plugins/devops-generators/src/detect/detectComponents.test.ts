import { detect, detectOne } from './__testUtils__/detect';

jest.setTimeout(60_000);

describe('detectComponents', () => {
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

  it('finds parts of a workspace that are checked and built with others', async () => {
    const { components } = await detect({
      'package.json': {
        private: true,
        workspaces: ['packages/*', 'tooling/*'],
      },
      'packages/ui/package.json': {
        exports: './src/index.ts',
        scripts: { lint: 'eslint .' },
      },
      'packages/ui/src/index.ts': '',
      'tooling/eslint/package.json': { scripts: { lint: 'eslint .' } },
      'tooling/eslint/base.ts': '',
    });
    expect(components.map(({ path }) => path)).toEqual(['packages/ui']);
  });

  it('finds pages of their own beside programs', async () => {
    const { components } = await detect({
      'api/go.mod': 'module a.example/api\n',
      'api/web/Dockerfile': 'FROM nginx\n',
      'api/web/index.html': '',
      'web/Dockerfile': 'FROM nginx\n',
      'web/index.html': '',
    });
    expect(components.map(({ path, language }) => [path, language])).toEqual([
      ['api', 'go'],
      ['web', 'static'],
    ]);
  });

  it('does not take it for certain that there is nothing', async () => {
    const { commands, confidence } = await detectOne({
      'go.mod': 'module a.example/a\n\ngo 1.22\n',
    });
    expect(commands.lint).toBeNull();
    expect(confidence).toMatchObject({ lint: 0.7, deploy: 0.7 });
    expect(confidence.version).toBeUndefined();
  });

  it('keeps a root module of Terraform apart that another one calls', async () => {
    const { components } = await detect({
      'base/main.tf': 'terraform {\n  backend "s3" {}\n}\n',
      'live/main.tf': 'module "a" {\n  source = "../base"\n}\n',
    });
    expect(components.map(({ path }) => path)).toEqual(['base', 'live']);
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

  it('names the file that fixes what is installed, also of a workspace above', async () => {
    const { components } = await detect({
      'package.json': { private: true, workspaces: ['apps/*'] },
      'pnpm-lock.yaml': '',
      'apps/web/package.json': { scripts: { build: 'next build' } },
      // Not of the workspace, so the lock file above does not concern it.
      'tools/cli/package.json': { scripts: { build: 'tsc' } },
      'services/api/pyproject.toml':
        '[project]\nname = "a"\n[tool.poetry]\nname = "a"\n',
      'services/api/poetry.lock': '',
      'services/jobs/pom.xml': '<project><artifactId>a</artifactId></project>',
    });
    expect(
      Object.fromEntries(
        components.map(({ path, lockFile }) => [path, lockFile]),
      ),
    ).toEqual({
      'apps/web': 'pnpm-lock.yaml',
      'tools/cli': undefined,
      'services/api': 'services/api/poetry.lock',
      'services/jobs': 'services/jobs/pom.xml',
    });
  });
});
