import { mkdir, writeFile } from 'fs/promises';
import { dirname } from 'path';
import { stringify } from 'yaml';
import { GitRepository } from '../git/GitRepository';
import { run } from '../processes';
import { Pipeline } from '../state/types';

/**
 * A clean clone of one commit, with the remote and the refs that gitlab-ci-local
 * reads the project and the default branch from.
 */
export async function cloneForRun(options: {
  repository: GitRepository;
  pipeline: Pipeline;
  remoteUrl: string;
  defaultBranch: string;
  target: string;
}): Promise<void> {
  const { pipeline, target } = options;
  await mkdir(dirname(target), { recursive: true });
  const git = (...args: string[]) => run('git', ['-C', target, ...args]);
  await run('git', [
    'clone',
    '--quiet',
    '--no-checkout',
    options.repository.path,
    target,
  ]);
  await git(
    'checkout',
    '--quiet',
    ...(pipeline.tag ? ['--detach'] : ['-B', pipeline.ref]),
    pipeline.sha,
  );
  await git('remote', 'set-url', 'origin', options.remoteUrl);
  await git(
    'symbolic-ref',
    'refs/remotes/origin/HEAD',
    `refs/remotes/origin/${options.defaultBranch}`,
  );
  // The engine leaves its own folder in the clone; no job should see it as a change.
  await writeFile(`${target}/.git/info/exclude`, '.gitlab-ci-local/\n');
}

/**
 * Variables reach the engine in a file that only this user can read: arguments
 * would show secrets in the list of processes. `$` is escaped, values are final.
 */
export async function writeVariablesFile(
  path: string,
  variables: Record<string, string>,
): Promise<void> {
  const escaped = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      // The long form: a plain value that looks like a path would be read as a file.
      { type: 'variable', values: { '*': value.replaceAll('$', '$$$$') } },
    ]),
  );
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, stringify(escaped), { mode: 0o600 });
}
