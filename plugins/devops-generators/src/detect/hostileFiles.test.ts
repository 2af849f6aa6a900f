import fc from 'fast-check';
import { detect } from './__testUtils__/detect';

jest.setTimeout(60_000);

describe('detectComponents', () => {
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
