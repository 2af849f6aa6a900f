import { detect, detectOne } from './__testUtils__/detect';

jest.setTimeout(60_000);

describe('findTasks', () => {
  it('reads what a Makefile runs in the folder of a component', async () => {
    const { components } = await detect({
      Makefile:
        'API_DIR=services/api\nlint:\n\tcd rust && cargo clippy --all-targets\n\t@(cd $(API_DIR) && go vet ./...)\n',
      'rust/Cargo.toml': '[package]\nname = "a"\n',
      'services/api/go.mod': 'module a.example/api\n',
    });
    expect(
      components.map(({ path, commands }) => [path, commands.lint]),
    ).toEqual([
      ['rust', 'cargo clippy --all-targets'],
      ['services/api', 'go vet ./...'],
    ]);
    expect(components[0].evidence).toContainEqual({
      field: 'lint',
      file: 'Makefile',
      line: 3,
    });
  });

  it('takes a target for tests only when it runs some', async () => {
    const module = { 'go.mod': 'module a.example/api\n' };
    const tools = await detectOne({
      ...module,
      Makefile: 'check:\n\t@command -v terraform >/dev/null\n\ntest-data:\n',
    });
    const tests = await detectOne({
      ...module,
      Makefile: 'check: lint\n\tgo test ./...\n',
    });
    expect(tools.commands.test).toBeNull();
    expect(tests.commands.test).toBe('make check');
  });

  it('gives commands of CI to the language that they are about', async () => {
    const { components } = await detect({
      Gemfile: 'gem "rack"\n',
      'package.json': { scripts: { build: 'esbuild app.js' } },
      '.travis.yml': 'script:\n  - bundle exec rspec\n',
    });
    expect(
      Object.fromEntries(
        components.map(({ language, commands }) => [language, commands.test]),
      ),
    ).toEqual({ ruby: 'bundle exec rspec', node: null });
  });

  it('takes no script that builds an image for the build', async () => {
    const { commands } = await detectOne({
      'package.json': { scripts: { start: 'node server.js' } },
      'scripts/build.sh': '$DOCKER_CMD build -t web .\n',
      'scripts/lint.sh': 'eslint .\n',
    });
    expect(commands).toMatchObject({
      build: null,
      lint: 'bash scripts/lint.sh',
    });
  });

  it('takes a profile of Go for coverage', async () => {
    const { commands } = await detectOne({
      'go.mod': 'module a.example/api\n',
      '.travis.yml':
        'script:\n  - go test -v -coverprofile=coverage.out\n  - goveralls -coverprofile=coverage.out\n',
    });
    expect(commands.coverage).toBe('go test -v -coverprofile=coverage.out');
  });
});
