import { spawn } from 'child_process';
import { dirname } from 'path';
import { ownerMark } from '../leftovers';

/** Script of the runner's engine; it is a plain ES module with no dependencies. */
const enginePath = require.resolve('gitlab-ci-local');

/** Names of variables that belong to the lab or to the process that started it. */
const privateVariable =
  /^(LAB_|GCL_|GIT_|CI$|CI_|GITLAB_|NODE_OPTIONS$|NODE_ENV$|NODE_PATH$|NODE_CHANNEL|JEST_|npm_(?!config_)|DEPLOY_TOKEN$)/;

/**
 * Environment of jobs: what the machine offers (paths, proxies, registries) without
 * the secrets and test settings of the process that started the lab.
 */
export function jobProcessEnvironment(home: string): NodeJS.ProcessEnv {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !privateVariable.test(name)),
  );
  return {
    ...inherited,
    PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
    npm_config_cache: `${home}/cache/npm`,
    ...ownerMark(home),
    npm_config_prefer_offline: 'true',
    npm_config_update_notifier: 'false',
    npm_config_fund: 'false',
    FORCE_COLOR: '0',
    NO_COLOR: '1',
  };
}

/** Starts gitlab-ci-local as the leader of its own process group. */
export function startEngine(options: {
  cwd: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  variables: Record<string, string>;
}) {
  return spawn(
    process.execPath,
    [enginePath, '--color=false', '--max-job-name-padding=0', ...options.args],
    {
      cwd: options.cwd,
      env: {
        ...options.env,
        // The lab's ids have to be the ones that jobs see.
        GCL_IGNORE_PREDEFINED_VARS: Object.keys(options.variables).join(','),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
}

/** Runs gitlab-ci-local to its end and answers its standard output. */
export function queryEngine(
  options: Parameters<typeof startEngine>[0],
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = startEngine(options);
    let out = '';
    let problem = '';
    child.stdout.on('data', chunk => {
      out += chunk;
    });
    child.stderr.on('data', chunk => {
      problem += chunk;
    });
    child.on('error', reject);
    child.on('close', code =>
      code === 0 ? resolve(out) : reject(new Error(readableProblem(problem))),
    );
  });
}

/** The engine prints timings and stack frames around the sentence that matters. */
function readableProblem(stderr: string): string {
  const lines = stderr
    .split('\n')
    .filter(
      line =>
        line.trim() &&
        !/^\s+at /.test(line) &&
        !/^(parsing and downloads|json schema validated)/.test(line),
    );
  return lines.slice(0, 8).join('\n') || 'gitlab-ci-local failed silently';
}
