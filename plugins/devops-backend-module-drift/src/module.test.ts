import { startTestBackend } from '@backstage/backend-test-utils';
import {
  createFileTree,
  createLock,
  deliveryRequest,
  detectComponents,
  formatLock,
  generate,
  parseDeliveryOptions,
  planUpdate,
  renewRequest,
  type LockFile,
} from '@backstage-devops/plugin-devops-generators';
import { version } from '@backstage-devops/plugin-devops-generators/package.json';
import {
  devopsDriftExtensionPoint,
  type LockedPipeline,
  type PipelineChecker,
  type PipelinePolicy,
} from '@backstage-devops/plugin-devops-node';
import devopsModuleDrift from '.';

const WORKFLOW = '.github/workflows/delivery.yml';
const DEPENDABOT = '.github/dependabot.yml';

/** What `devops pipeline` makes of a small program. */
async function generated(
  provider: 'github' | 'gitlab' = 'github',
  options: Parameters<typeof deliveryRequest>[2] = {},
): Promise<LockFile> {
  const { components } = await detectComponents(
    createFileTree([
      { path: 'go.mod', content: 'module a.example/a\n\ngo 1.22\n' },
      { path: 'a_test.go', content: 'package a\n' },
    ]),
  );
  const request = deliveryRequest(components, provider, options);
  return createLock(request, await generate(request));
}

/** The files of a repository in which nobody has edited anything. */
const untouched = (pipeline: LockedPipeline) =>
  new Map(
    pipeline.files.flatMap(({ path, generated: text }) =>
      text === undefined ? [] : [[path, text]],
    ),
  );

describe('devopsModuleDrift', () => {
  let checker: PipelineChecker;

  beforeAll(async () => {
    const backend = await startTestBackend({
      extensionPoints: [
        [
          devopsDriftExtensionPoint,
          { setPipelineChecker: given => (checker = given) },
        ],
      ],
      features: [devopsModuleDrift],
    });
    await backend.stop();
  });

  const open = (lock: LockFile) => checker.open(formatLock(lock));

  async function differences(
    lock: LockFile,
    options: {
      policy?: PipelinePolicy;
      change?: (files: Map<string, string>) => void;
    } = {},
  ) {
    const pipeline = open(lock);
    const files = untouched(pipeline);
    options.change?.(files);
    const check = await pipeline.check({ policy: options.policy ?? {}, files });
    return check.differences;
  }

  it('has the version of the generators, and so do its lock files', async () => {
    expect(checker.version).toBe(version);
    expect(open(await generated()).generator).toEqual({
      name: 'delivery',
      version,
    });
  });

  it('finds nothing where nothing has changed, but the stack that it cannot see', async () => {
    const pipeline = open(await generated());
    expect(pipeline.gates.length).toBeGreaterThan(0);
    expect(
      await pipeline.check({ policy: {}, files: untouched(pipeline) }),
    ).toEqual({
      differences: [],
      unchecked: [
        { kind: 'stack', reason: expect.stringContaining('devops drift') },
      ],
    });
  });

  it('finds what an older template wrote', async () => {
    const lock = await generated();
    const older: LockFile = {
      ...lock,
      files: lock.files.map(file =>
        file.path === WORKFLOW
          ? { ...file, base: `${file.base}# as it was once\n` }
          : file,
      ),
    };
    expect(await differences(older)).toEqual([
      {
        kind: 'template',
        path: WORKFLOW,
        message: expect.any(String),
        command: 'devops update',
      },
    ]);
  });

  it('finds edits and removed files, and what an edit weakens', async () => {
    const lock = await generated();
    expect(
      await differences(lock, {
        change: files => {
          files.set(
            WORKFLOW,
            files.get(WORKFLOW)!.replace('    timeout-minutes: 30\n', ''),
          );
          files.delete(DEPENDABOT);
        },
      }),
    ).toEqual(
      expect.arrayContaining([
        {
          kind: 'local',
          path: WORKFLOW,
          message: expect.any(String),
          expected: true,
        },
        {
          kind: 'policy',
          path: WORKFLOW,
          message: expect.stringContaining('GHA-07'),
        },
        {
          kind: 'local',
          path: DEPENDABOT,
          message: 'the file was removed',
        },
      ]),
    );
  });

  it('leaves edits unchecked for the reason that it is given', async () => {
    const pipeline = open(await generated());
    const { unchecked } = await pipeline.check({
      policy: {},
      files: { unread: 'there are too many' },
    });
    expect(unchecked).toContainEqual({
      kind: 'local',
      reason: 'there are too many',
    });
  });

  it('does not ask for files that belong to the team', async () => {
    const lock = await generated('gitlab');
    const taken = lock.files[0].path;
    const pipeline = open({
      ...lock,
      files: lock.files.map(file => ({ ...file, mode: 'once' })),
    });
    expect(pipeline.files).toEqual([]);
    expect(open(lock).files).toContainEqual({
      path: taken,
      generated: lock.files[0].base,
    });
  });

  it.each<[string, PipelinePolicy, Parameters<typeof generated>[1], string]>([
    [
      'coverage',
      { coverage: 80 },
      { coverage: 60 },
      'devops update --set coverage=80',
    ],
    [
      'gates that were left out',
      { gates: ['sast', 'secret-scan'] },
      { skip: ['sast', 'secret-scan', 'dependency-scan'] },
      'devops update --set skip=dependency-scan',
    ],
  ])(
    'says the command that brings %s, which does it',
    async (_, policy, options, command) => {
      const lock = await generated('github', options);
      const found = await differences(lock, { policy });
      expect(found.length).toBeGreaterThan(0);
      expect(new Set(found.map(difference => difference.command))).toEqual(
        new Set([command]),
      );

      const [, setting] = command.split(' --set ');
      const plan = await planUpdate({
        lock,
        tree: createFileTree(
          lock.files.map(({ path, base }) => ({ path, content: base })),
        ),
        request: renewRequest(lock, {
          options: parseDeliveryOptions([setting]),
        }),
      });
      expect(await differences(plan.lock, { policy })).toEqual([]);
    },
  );

  it('says no command where none helps', async () => {
    const [difference, ...others] = await differences(await generated(), {
      policy: { gates: ['moon'] },
    });
    expect(others).toEqual([]);
    expect(difference).toEqual({
      kind: 'policy',
      message: expect.stringContaining('moon'),
    });
  });

  it('says what is wrong with a lock file', async () => {
    expect(() => checker.open('{')).toThrow(/is not JSON.*restore the file/);
    const lock = await generated();
    expect(() =>
      checker.open(
        formatLock(lock).replace('"lockVersion": 1', '"lockVersion": 2'),
      ),
    ).toThrow(/lockVersion is of another format/);
    // A few kilobytes that would fill the memory.
    const zeros = '0'.repeat(2 * 1024 * 1024);
    expect(() =>
      open({
        ...lock,
        files: Array.from({ length: 9 }, (_, n) => ({
          path: `ci/${n}.sh`,
          mode: 'merged' as const,
          base: zeros,
        })),
      }),
    ).toThrow(/files\.8\.base .* too large/);
    const unknown = open({
      ...lock,
      generator: { name: 'newer', version: '9.0.0' },
    });
    await expect(
      unknown.check({ policy: {}, files: new Map() }),
    ).rejects.toThrow(/'newer' is not known/);
  });
});
