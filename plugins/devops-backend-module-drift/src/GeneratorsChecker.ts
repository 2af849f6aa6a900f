import {
  checkDrift,
  createFileTree,
  parseLock,
  type Drift,
  type DriftReport,
  type LockFile,
} from '@backstage-devops/plugin-devops-generators';
import { version } from '@backstage-devops/plugin-devops-generators/package.json';
import type {
  LockedPipeline,
  PipelineCheck,
  PipelineChecker,
} from '@backstage-devops/plugin-devops-node';
import type { PipelineDifference } from '@backstage-devops/plugin-devops-common';

/** What the rules of a workflow look at beside the workflow. */
const COMPANION = '.github/dependabot.yml';

const STACK_UNCHECKED =
  "what a repository is made of shows only with all of its files: run 'devops drift' in it";

/** Compares pipelines with what this version of the generators would write. */
export class GeneratorsChecker implements PipelineChecker {
  readonly version = version;

  open(text: string): LockedPipeline {
    const lock = parseLock(text);
    return {
      generator: lock.generator,
      gates: lock.gates,
      files: comparedFiles(lock),
      async check({ policy, files }) {
        const isRead = !('unread' in files);
        const report = await checkDrift(lock, {
          policy,
          ...(isRead
            ? {
                tree: createFileTree(
                  [...files].map(([path, content]) => ({ path, content })),
                ),
              }
            : {}),
        });
        return toCheck(report, isRead ? undefined : files.unread);
      },
    };
  }
}

/** Files that belong to the team since they were created are not compared. */
function comparedFiles(lock: LockFile): LockedPipeline['files'] {
  const compared = lock.files
    .filter(({ mode }) => mode !== 'once')
    .map(({ path, base }) => ({ path, generated: base }));
  const needsCompanion =
    compared.some(({ path }) => path.startsWith('.github/workflows/')) &&
    !compared.some(({ path }) => path === COMPANION);
  return needsCompanion ? [...compared, { path: COMPANION }] : compared;
}

function toCheck(
  { drift, unchecked }: DriftReport,
  unread: string | undefined,
): PipelineCheck {
  return {
    differences: drift.map(toDifference),
    unchecked: unchecked.map(({ kind, reason }) => ({
      kind,
      reason: kind === 'stack' ? STACK_UNCHECKED : (unread ?? reason),
    })),
  };
}

/** As the API has it, without empty fields. */
function toDifference(drift: Drift): PipelineDifference {
  const { from, to, ...rest } = drift;
  return {
    ...rest,
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}
