import { checkPipelines } from '../delivery';
import { createFileTree, FileTree } from '../files';
import { LockedFile, LockFile } from '../lock';
import { asMapping } from '../values';
import { setCoverage, unskip, UPDATE } from './commands';
import { Drift, PipelinePolicy } from './types';

/** How a pipeline differs from what is asked of it. */
export function policyDrift(
  lock: LockFile,
  newGates: string[],
  policy: PipelinePolicy,
): Drift[] {
  const required = policy.gates ?? [];
  const { coverage } = asMapping(lock.inputs.options);
  const measured = Number(coverage ?? lock.inputs.coverageThreshold ?? 0);
  return [
    ...newGates.map(gate => ({
      kind: 'policy' as const,
      message: `the gate ${gate} is new and the pipeline lacks it`,
      command: UPDATE,
    })),
    ...required
      .filter(gate => !lock.gates.includes(gate) && !newGates.includes(gate))
      .map(gate => ({
        kind: 'policy' as const,
        message: `the policy requires the gate ${gate}, which the pipeline lacks`,
        ...withCommand(unskip(lock, gate, required)),
      })),
    ...(policy.coverage !== undefined && measured < policy.coverage
      ? [
          {
            kind: 'policy' as const,
            message: `the policy requires ${policy.coverage} % coverage`,
            from: `${measured} %`,
            to: `${policy.coverage} %`,
            ...withCommand(setCoverage(lock, policy.coverage)),
          },
        ]
      : []),
  ];
}

function withCommand(command: string | undefined) {
  return command === undefined ? {} : { command };
}

/** Rules that a pipeline kept when it was generated and breaks since. */
export async function weakenedRules(
  file: LockedFile,
  current: string,
  tree: FileTree,
): Promise<Drift[]> {
  const companion = '.github/dependabot.yml';
  const others =
    file.path === companion ? undefined : await tree.read(companion);
  const failing = async (content: string) => {
    const files = [{ path: file.path, content }];
    const [check] = await checkPipelines(
      createFileTree(
        others === undefined
          ? files
          : [...files, { path: companion, content: others }],
      ),
    );
    return check?.rules.filter(({ status }) => status === 'failed') ?? [];
  };
  const before = new Set((await failing(file.base)).map(({ id }) => id));
  return (await failing(current))
    .filter(({ id }) => !before.has(id))
    .map(({ id, title, problems }) => ({
      kind: 'policy' as const,
      path: file.path,
      message: `an edit breaks ${id} (${title}): ${problems[0]?.message ?? ''}`,
    }));
}
