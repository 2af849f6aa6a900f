import {
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  symlink,
  writeFile,
} from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { Readable } from 'stream';
import { run } from '../run';

describe('devops pipeline and devops validate', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'devops-pipeline-'));
    await writeFile(join(folder, 'go.mod'), 'module a.example/a\n\ngo 1.22\n');
    await writeFile(join(folder, 'a_test.go'), 'package a\n');
  });

  afterEach(() => rm(folder, { recursive: true }));

  async function devops(...args: string[]) {
    let stdout = '';
    let stderr = '';
    const code = await run(args, {
      stdin: Readable.from([]),
      stdout: { write: text => (stdout += text) },
      stderr: { write: text => (stderr += text) },
      cwd: () => folder,
    });
    return { code, stdout, stderr };
  }

  it('prints the pipeline, and what is in it beside', async () => {
    const { code, stdout, stderr } = await devops(
      'pipeline',
      '--provider',
      'gitlab',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('go test ./...');
    expect(stderr).toMatch(
      /^gate: lint: left out, the repository configures no linter$/m,
    );
  });

  it('writes files that it may replace later, and that pass', async () => {
    const generate = () =>
      devops('pipeline', '--provider', 'github', '--out', '.');
    expect((await generate()).stdout).toBe(
      '.github/workflows/delivery.yml\n.github/dependabot.yml\n.devops/lock.json\n',
    );
    const first = await readFile(
      join(folder, '.github/workflows/delivery.yml'),
    );
    expect((await generate()).code).toBe(0);
    expect(
      await readFile(join(folder, '.github/workflows/delivery.yml')),
    ).toEqual(first);
    const { code, stdout } = await devops('validate', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).pipelines[0]).toMatchObject({
      file: '.github/workflows/delivery.yml',
      provider: 'github',
    });
  });

  it('does not replace what people wrote', async () => {
    await writeFile(join(folder, '.gitlab-ci.yml'), 'mine: {}\n');
    const { code, stderr } = await devops(
      ...['pipeline', '--provider', 'gitlab', '--out', '.'],
    );
    expect(code).toBe(1);
    expect(stderr).toContain('.gitlab-ci.yml exists and was not generated');
    expect(await readFile(join(folder, '.gitlab-ci.yml'), 'utf8')).toBe(
      'mine: {}\n',
    );
  });

  it('writes nothing through a link', async () => {
    const outside = join(folder, 'outside');
    await mkdir(outside);
    await mkdir(join(folder, 'out'));
    await symlink(outside, join(folder, 'out/.github'));
    const { code, stderr } = await devops(
      ...['pipeline', '--provider', 'github', '--out', 'out'],
    );
    expect(code).toBe(1);
    expect(stderr).toContain('leads through a link');
    expect(await readdir(outside)).toEqual([]);
  });

  it('names an option that does not exist', async () => {
    const { code, stderr } = await devops(
      ...['pipeline', '--provider', 'gitlab', '--set', 'colour=red'],
    );
    expect(code).toBe(1);
    expect(stderr).toContain('--set colour: use one of name, branch');
  });

  it('reports what is broken with file and line, also as SARIF', async () => {
    await writeFile(
      join(folder, 'Jenkinsfile'),
      'pipeline {\n  agent any\n}\n',
    );
    const text = await devops('validate');
    expect(text.code).toBe(1);
    expect(text.stdout).toContain(
      'Jenkinsfile:2: agent any may be the controller',
    );
    const sarif = JSON.parse((await devops('validate', '--sarif')).stdout);
    expect(sarif.version).toBe('2.1.0');
    expect(sarif.runs[0].results).toContainEqual(
      expect.objectContaining({
        ruleId: 'JEN-02',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'Jenkinsfile' },
              region: { startLine: 2 },
            },
          },
        ],
      }),
    );
  });

  it('says that there is nothing to check', async () => {
    const { code, stderr } = await devops('validate');
    expect(code).toBe(0);
    expect(stderr).toContain('no pipeline');
  });
});
