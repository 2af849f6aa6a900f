import {
  DELIVERY_PROVIDERS,
  formatLock,
  LOCK_PATH,
  type LockFile,
  parseLock,
} from '@backstage-devops/plugin-devops-generators';
import { existsSync } from 'fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { Readable } from 'stream';
import { parse } from 'yaml';
import { run } from '../run';

const WORKFLOW = '.github/workflows/delivery.yml';
const DEPENDABOT = '.github/dependabot.yml';

describe('devops drift and devops update', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'devops-update-'));
    await write('go.mod', 'module a.example/a\n\ngo 1.22\n');
    await write('a_test.go', 'package a\n');
  });

  afterEach(() => rm(folder, { recursive: true }));

  const read = (path: string) => readFile(join(folder, path), 'utf8');

  async function write(path: string, content: string) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }

  async function edit(path: string, change: (text: string) => string) {
    const before = await read(path);
    const after = change(before);
    expect(after).not.toBe(before);
    await write(path, after);
  }

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

  const generate = (provider = 'github') =>
    devops('pipeline', '--provider', provider, '--out', '.');

  /** As if another version of the template had written the repository. */
  async function writtenBefore(change: (lock: LockFile) => LockFile) {
    await generate();
    const lock = change(parseLock(await read(LOCK_PATH)));
    await write(LOCK_PATH, formatLock(lock));
    await rm(join(folder, DEPENDABOT));
    for (const { path, base } of lock.files) {
      await write(path, base);
    }
  }

  const withWorkflow =
    (change: (text: string) => string) =>
    (lock: LockFile): LockFile => ({
      ...lock,
      files: lock.files.map(file =>
        file.path === WORKFLOW ? { ...file, base: change(file.base) } : file,
      ),
    });

  async function drift(...args: string[]) {
    const { code, stdout } = await devops('drift', '--json', ...args);
    const [repository] = JSON.parse(stdout).repositories;
    return {
      code,
      repository,
      kinds: new Set(
        repository.drift?.map(({ kind }: { kind: string }) => kind),
      ),
    };
  }

  describe('drift', () => {
    it.each(DELIVERY_PROVIDERS)(
      'finds none right after a pipeline for %s was written',
      async provider => {
        await generate(provider);
        expect((await drift()).repository.drift).toEqual([]);
      },
    );

    it('tells the template from pins, edits, policy and stack', async () => {
      await writtenBefore(
        withWorkflow(text =>
          text.replace('timeout-minutes: 30', 'timeout-minutes: 10'),
        ),
      );
      expect(await drift()).toMatchObject({
        code: 1,
        kinds: new Set(['template']),
      });

      await writtenBefore(
        withWorkflow(text =>
          text.replaceAll(
            /checkout@[0-9a-f]{40} # v[\d.]+/g,
            `checkout@${'1'.repeat(40)} # v1.0.0`,
          ),
        ),
      );
      const pins = await drift();
      expect(pins.kinds).toEqual(new Set(['pins']));
      expect(pins.repository.drift[0]).toMatchObject({
        from: `@${'1'.repeat(40)} # v1.0.0`,
        message: expect.stringContaining('actions/checkout'),
      });

      await generate();
      await write('policy.yaml', 'gates: [rollback]\ncoverage: 80\n');
      const policy = await drift('--policy', 'policy.yaml');
      expect(policy.kinds).toEqual(new Set(['policy']));
      expect(policy.repository.drift).toHaveLength(2);

      await edit('go.mod', text => text.replace('1.22', '1.24'));
      const stack = await drift();
      expect(stack.kinds).toEqual(new Set(['stack']));
      expect(stack.repository.drift).toMatchObject([
        { path: '.', from: '1.22', to: '1.24' },
      ]);
    });

    it('is calm about lock files from before the file of versions was known', async () => {
      await write('go.sum', '');
      await generate();
      const lock = parseLock(await read(LOCK_PATH));
      expect(lock.stack[0].lockFile).toBe('go.sum');
      const { lockFile, ...before } = lock.stack[0];
      await write(LOCK_PATH, formatLock({ ...lock, stack: [before] }));
      expect((await drift()).kinds.has('stack')).toBe(false);
    });

    it('takes a gate that is new for policy, not for another template', async () => {
      await generate();
      const withScan = parseLock(await read(LOCK_PATH));
      await devops(
        ...['pipeline', '--provider', 'github', '--out', '.'],
        ...['--set', 'skip=sast'],
      );
      const without = parseLock(await read(LOCK_PATH));
      await write(
        LOCK_PATH,
        formatLock({ ...without, inputs: withScan.inputs }),
      );
      const { kinds, repository } = await drift();
      expect(kinds).toEqual(new Set(['policy']));
      expect(repository.drift[0].message).toContain('sast');
    });

    it('is calm about edits that an update keeps, unless they weaken a gate', async () => {
      await generate();
      await edit(WORKFLOW, text => `${text}# ours\n`);
      expect(await drift()).toMatchObject({
        code: 0,
        repository: { drift: [{ kind: 'local', expected: true }] },
      });
      await edit(WORKFLOW, text =>
        text.replace('    timeout-minutes: 30\n', ''),
      );
      const { code, repository } = await drift();
      expect(code).toBe(1);
      expect(repository.drift).toContainEqual(
        expect.objectContaining({
          kind: 'policy',
          message: expect.stringContaining('GHA-07'),
        }),
      );
    });

    it('reads lock files without their repositories and says what is unchecked', async () => {
      await generate();
      await write('broken.json', '{');
      const { code, stdout } = await devops(
        ...['drift', '--json', LOCK_PATH, 'broken.json', 'missing'],
      );
      const { repositories, summary } = JSON.parse(stdout);
      expect(code).toBe(1);
      expect(summary).toMatchObject({ repositories: 3, unreadable: 2 });
      expect(repositories[0]).toMatchObject({
        drift: [],
        unchecked: [{ kind: 'local' }, { kind: 'stack' }],
      });
      expect(repositories[1].error).toMatch(/broken\.json is not JSON/);
    });

    it('names the key of a lock file that is wrong, and what to do', async () => {
      await generate();
      await edit(LOCK_PATH, text =>
        text.replace(/"sha256": ".{4}/, '"sha256": "0000'),
      );
      const { repository } = await drift();
      expect(repository.error).toMatch(
        /lock\.json: files\.0\.sha256 .*devops pipeline/,
      );
    });
  });

  describe('update', () => {
    it('keeps what a team added, where relation processors drop or delete it', async () => {
      await writtenBefore(lock => {
        const older = withWorkflow(text =>
          text
            .replace('timeout-minutes: 30', 'timeout-minutes: 10')
            .replace('go test ./...', 'go test .'),
        )(lock);
        return {
          ...older,
          files: older.files.filter(({ path }) => path !== DEPENDABOT),
        };
      });
      const ours =
        '      - name: our lint\n        run: make lint # since the outage\n';
      await edit(WORKFLOW, text =>
        text.replace(/( {6}- name: unit-tests\n)/, `${ours}$1`),
      );
      await write('src/billing.ts', 'export const tax = 19;\n');
      await write('Dockerfile', 'FROM scratch\n');

      const { code, stdout } = await devops('update');
      expect(stdout).toContain(`change ${WORKFLOW}`);
      expect(code).toBe(0);

      const workflow = await read(WORKFLOW);
      expect(workflow).toContain(ours);
      const job = parse(workflow).jobs['unit-tests'];
      expect(job['timeout-minutes']).toBe(30);
      expect(job.steps.map(({ name }: { name?: string }) => name)).toEqual([
        undefined,
        'our lint',
        'unit-tests',
      ]);
      expect(JSON.stringify(job.steps)).toContain('go test ./...');
      expect(await read(DEPENDABOT)).not.toContain('values.');
      expect(await read('src/billing.ts')).toBe('export const tax = 19;\n');
      expect(await read('Dockerfile')).toBe('FROM scratch\n');

      expect((await drift()).kinds).toEqual(new Set(['local']));
      await devops('update');
      expect(await read(WORKFLOW)).toBe(workflow);
    });

    it('follows the stack and new decisions', async () => {
      await generate();
      await edit('go.mod', text => text.replace('1.22', '1.24'));
      await devops('update', '--set', 'coverage=80');
      expect(await read(WORKFLOW)).toContain('coverage.out');
      expect((await drift()).repository.drift).toEqual([]);
      const { inputs, stack } = parseLock(await read(LOCK_PATH));
      expect(inputs.options).toMatchObject({ coverage: 80 });
      expect(stack[0].version).toBe('1.24');
    });

    it('writes nothing when both sides contradict each other, until told whose side counts', async () => {
      await writtenBefore(
        withWorkflow(text =>
          text.replace('timeout-minutes: 30', 'timeout-minutes: 10'),
        ),
      );
      await edit(WORKFLOW, text =>
        text.replace('timeout-minutes: 10', 'timeout-minutes: 55'),
      );
      const before = await read(WORKFLOW);
      const refused = await devops('update');
      expect(refused.code).toBe(1);
      expect(refused.stderr).toMatch(
        /contradiction: .*delivery\.yml: jobs\.unit-tests\.timeout-minutes/,
      );
      expect(await read(WORKFLOW)).toBe(before);

      expect((await devops('update', '--prefer', 'team')).code).toBe(0);
      expect(await read(WORKFLOW)).toContain('timeout-minutes: 55');
      expect((await devops('update')).code).toBe(0);
    });

    it('does nothing in a dry run', async () => {
      await writtenBefore(
        withWorkflow(text => text.replace('ubuntu-24.04', 'ubuntu-22.04')),
      );
      const before = [await read(WORKFLOW), await read(LOCK_PATH)];
      const { stdout } = await devops('update', '--dry-run');
      expect(stdout).toContain(`change ${WORKFLOW}: the template changed it`);
      expect([await read(WORKFLOW), await read(LOCK_PATH)]).toEqual(before);
    });

    it('deletes what the template dropped, unless a team works with it', async () => {
      await generate();
      const lock = parseLock(await read(LOCK_PATH));
      const old = { mode: 'merged' as const, base: 'old\n' };
      await write(
        LOCK_PATH,
        formatLock({
          ...lock,
          files: [
            ...lock.files,
            { ...old, path: 'ci/unused.sh' },
            { ...old, path: 'ci/used.sh' },
          ],
        }),
      );
      await write('ci/unused.sh', 'old\n');
      await write('ci/used.sh', 'ours\n');
      expect((await devops('update', '--prefer', 'team')).code).toBe(0);
      expect(existsSync(join(folder, 'ci/unused.sh'))).toBe(false);
      expect(await read('ci/used.sh')).toBe('ours\n');
    });

    it('reaches nothing outside the repository, whatever a lock file says', async () => {
      await generate();
      const lock = parseLock(await read(LOCK_PATH));
      const outside = await mkdtemp(join(tmpdir(), 'devops-outside-'));
      await writeFile(join(outside, 'mine'), 'old\n');
      for (const path of ['../mine', '/etc/hosts', '.git/hooks/x', 'a\\b']) {
        const { code, stderr } = await withFile(path);
        expect(code).toBe(1);
        expect(stderr).toContain('files.2.path must be a path inside');
      }
      await symlink(outside, join(folder, 'linked'));
      const { code } = await withFile('linked/mine');
      expect(code).toBe(0);
      expect(await readFile(join(outside, 'mine'), 'utf8')).toBe('old\n');
      await rm(outside, { recursive: true });

      async function withFile(path: string) {
        const file = { path, mode: 'merged' as const, base: 'old\n' };
        await write(
          LOCK_PATH,
          formatLock({ ...lock, files: [...lock.files, file] }),
        );
        return devops('update');
      }
    });
  });

  it('does not write a pipeline over edits', async () => {
    await generate();
    await edit(WORKFLOW, text => `${text}# ours\n`);
    const { code, stderr } = await generate();
    expect(code).toBe(1);
    expect(stderr).toContain("'devops update' keeps the edits");
  });
});
