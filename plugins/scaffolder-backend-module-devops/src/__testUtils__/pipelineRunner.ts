import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { isError } from '@backstage/errors';

const execFileAsync = promisify(execFile);

/** How jobs ended, by name: `PASS`, `FAIL` or `WARN`. */
export type JobOutcomes = Record<string, string>;

/** Outcome of a run of gitlab-ci-local. */
export interface PipelineRun {
  exitCode: number;
  jobs: JobOutcomes;
  output: string;
}

/**
 * Whether pipelines can be executed here. In CI a missing tool is a failure,
 * elsewhere a skip that says why.
 */
export function canRunPipelines(): boolean {
  const missing = ['git', 'rsync', 'npm'].filter(
    tool => spawnSync(tool, ['--version']).status !== 0,
  );
  if (missing.length === 0) {
    return true;
  }
  const message = `Pipelines cannot be executed without ${missing.join(', ')}`;
  if (process.env.CI) {
    throw new Error(message);
  }
  process.stderr.write(`${message}: skipped\n`);
  return false;
}

/** Turns a folder into a repository as a runner of GitLab checks it out. */
export function createRepository(folder: string): void {
  const git = (...args: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args],
      { cwd: folder, stdio: 'pipe' },
    );
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'feat: create the service');
  git('remote', 'add', 'origin', 'git@gitlab.example.com:shop/orders.git');
  git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
}

/** Executes the pipeline of a repository, or some of its jobs, without Docker. */
export async function runPipeline(
  folder: string,
  options: { args?: string[]; variables?: Record<string, string> } = {},
): Promise<PipelineRun> {
  const variables = Object.entries(options.variables ?? {}).flatMap(
    ([name, value]) => ['--variable', `${name}=${value}`],
  );
  const args = [
    join(
      dirname(require.resolve('gitlab-ci-local/package.json')),
      'dist/index.js',
    ),
    '--force-shell-executor',
    '--no-color',
    ...variables,
    ...(options.args ?? []),
  ];
  // Jobs are to see a runner's environment, not that of a test run.
  const { NODE_ENV, NODE_OPTIONS, JEST_WORKER_ID, ...environment } =
    process.env;
  try {
    const { stdout, stderr } = await execFileAsync(process.execPath, args, {
      cwd: folder,
      env: environment,
      maxBuffer: 64 * 1024 * 1024,
    });
    return toRun(0, stdout + stderr);
  } catch (error) {
    if (isError(error) && error.stdout !== undefined) {
      return toRun(
        Number(error.code),
        `${String(error.stdout)}${String(error.stderr)}`,
      );
    }
    throw error;
  }
}

function toRun(exitCode: number, output: string): PipelineRun {
  // Colours are not always off when the output is no terminal.
  // eslint-disable-next-line no-control-regex
  const plain = output.replace(/\u001b\[[0-9;]*m/g, '');
  const jobs: JobOutcomes = {};
  for (const [, outcome, name] of plain.matchAll(
    /^\s*(PASS|FAIL|WARN)\s+([a-z0-9-]+)/gm,
  )) {
    jobs[name] = outcome;
  }
  return { exitCode, jobs, output: plain };
}
