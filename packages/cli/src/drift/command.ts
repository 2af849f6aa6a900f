import {
  checkDrift,
  detectComponents,
  DRIFT_KINDS,
  type DriftReport,
  LOCK_PATH,
  parseLock,
  type PipelinePolicy,
} from '@backstage-devops/plugin-devops-generators';
import { InputError, isError } from '@backstage/errors';
import { Command } from 'commander';
import { readFile, stat } from 'fs/promises';
import { resolve } from 'path';
import { openDirectory } from '../files/directoryTree';
import { Findings } from '../Findings';
import { readLock } from '../lock/readLock';
import type { Terminal } from '../run';
import { describeDrift } from './describe';
import { readPolicy } from './policy';

/** What was found in one repository, or why nothing could be found out. */
export type RepositoryDrift = { path: string } & (
  DriftReport | { error: string }
);

/** Adds `devops drift`. */
export function addDriftCommand(program: Command, terminal: Terminal): void {
  program
    .command('drift')
    .description(
      'How repositories differ from what their generator would write today, and why.',
    )
    .argument(
      '[paths...]',
      `repositories, or lock files (${LOCK_PATH}) without their repositories`,
      ['.'],
    )
    .option('--json', 'print JSON')
    .option('--policy <file>', 'JSON or YAML: { gates: [...], coverage: 80 }')
    .action(
      async (paths: string[], options: { json?: boolean; policy?: string }) => {
        const policy = options.policy
          ? await readPolicy(resolve(terminal.cwd(), options.policy))
          : undefined;
        const repositories: RepositoryDrift[] = [];
        for (const path of paths) {
          repositories.push(
            await checkPath(path, resolve(terminal.cwd(), path), policy),
          );
        }
        terminal.stdout.write(
          options.json
            ? `${JSON.stringify({ summary: summaryOf(repositories), repositories }, null, 2)}\n`
            : repositories.map(describeDrift).join(''),
        );
        const drifted = repositories.filter(needsAttention);
        if (drifted.length > 0) {
          throw new Findings(
            `${drifted.length} of ${repositories.length} ${repositories.length === 1 ? 'repository needs' : 'repositories need'} attention`,
          );
        }
      },
    );
}

async function checkPath(
  path: string,
  target: string,
  policy: PipelinePolicy | undefined,
): Promise<RepositoryDrift> {
  try {
    return { path, ...(await checkTarget(target, policy)) };
  } catch (error) {
    return {
      path,
      error: isError(error) ? error.message : 'it could not be read',
    };
  }
}

async function checkTarget(
  target: string,
  policy: PipelinePolicy | undefined,
): Promise<DriftReport> {
  if (await isFile(target)) {
    return checkDrift(parseLock(await readFile(target, 'utf8'), target), {
      policy,
    });
  }
  const tree = await openDirectory(target);
  const lock = await readLock(tree);
  const { components } = await detectComponents(tree);
  return checkDrift(lock, { tree, components, policy });
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    const code = isError(error) ? ` (${error.code})` : '';
    throw new InputError(
      `Could not read ${path}${code}: give a repository or a lock file`,
    );
  }
}

/** An edit that an update keeps is no reason to act. */
function needsAttention(repository: RepositoryDrift): boolean {
  return (
    'error' in repository || repository.drift.some(({ expected }) => !expected)
  );
}

/** In how many repositories each kind of drift was found. */
function summaryOf(repositories: RepositoryDrift[]) {
  const count = (test: (repository: RepositoryDrift) => boolean) =>
    repositories.filter(test).length;
  return {
    repositories: repositories.length,
    unreadable: count(repository => 'error' in repository),
    ...Object.fromEntries(
      DRIFT_KINDS.map(kind => [
        kind,
        count(
          repository =>
            'drift' in repository &&
            repository.drift.some(drift => drift.kind === kind),
        ),
      ]),
    ),
  };
}
