import { mkdir, mkdtemp, rm, symlink, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { Readable } from 'stream';
import { run } from '../run';

describe('devops detect', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'devops-detect-'));
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

  it('prints JSON with nothing but the result', async () => {
    await writeFile(join(folder, 'go.mod'), 'module a.example/a\n\ngo 1.22\n');
    await mkdir(join(folder, 'broken'));
    await writeFile(join(folder, 'broken/package.json'), '{');
    const { code, stdout, stderr } = await devops('detect', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      components: [{ path: '.', language: 'go', version: '1.22' }],
      monorepo: null,
    });
    expect(Object.keys(JSON.parse(stdout))).toEqual(['components', 'monorepo']);
    expect(stderr).toMatch(/^warning: broken\/package.json is not valid JSON/);
  });

  it('prints a table for people', async () => {
    await writeFile(join(folder, 'go.mod'), 'module a.example/a\n\ngo 1.22\n');
    const { stdout } = await devops('detect', '.');
    expect(stdout).toMatch(/version +1\.22 +go\.mod:3/);
  });

  it('follows no link and reads no huge file', async () => {
    await symlink(folder, join(folder, 'loop'));
    await symlink('/etc/hostname', join(folder, 'package.json'));
    await mkdir(join(folder, 'data'));
    await writeFile(
      join(folder, 'data/package.json'),
      `{"main":"${'x'.repeat(3_000_000)}"}`,
    );
    await writeFile(join(folder, 'go.mod'), 'module a.example/a\n');
    const { code, stdout, stderr } = await devops('detect', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).components).toHaveLength(1);
    expect(stderr).toContain('data/package.json could not be read');
  });

  it('names a folder that is not there', async () => {
    const { code, stderr } = await devops('detect', 'missing');
    expect(code).toBe(1);
    expect(stderr).toContain('missing (ENOENT): give a folder');
  });
});
