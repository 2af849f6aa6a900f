import { ChildProcess } from 'child_process';
import { createWriteStream, existsSync, WriteStream } from 'fs';
import { cp, mkdir, rename, rm } from 'fs/promises';
import { dirname, join, relative } from 'path';
import { createInterface } from 'readline';
import { Readable } from 'stream';
import { stopGroup } from '../processes';
import { startEngine } from './gitlabCiLocal';

export interface JobResult {
  status: 'success' | 'failed' | 'canceled';
  coverage?: number;
  failureReason?: string;
}

/** A clean clone with the variables that its jobs see. */
export interface Workspace {
  cwd: string;
  variablesFile: string;
  variables: Record<string, string>;
  remove: () => Promise<void>;
}

export interface JobProcessOptions {
  jobName: string;
  /** Makes the clean clone that the job runs in. */
  prepare: () => Promise<Workspace>;
  env: NodeJS.ProcessEnv;
  traceFile: string;
  secrets: string[];
  timeoutSeconds: number;
  /** Folders with the artifacts of the jobs this one builds on. */
  artifactSources: string[];
  /** Where this job's own artifacts are kept. */
  artifactTarget: string;
}

/** Takes the engine's own words off its output and learns the outcome from them. */
class Verdict {
  passed = false;
  coverage?: number;
  readonly #jobName: string;
  #summary = false;

  constructor(jobName: string) {
    this.#jobName = jobName;
  }

  /** Answers the line as the job printed it, or undefined for the engine's own. */
  read(line: string): string | undefined {
    const own = /^ (PASS|FAIL|WARN) {2}(.*)$/.exec(line);
    if (own && own[2].startsWith(this.#jobName)) {
      this.#summary = true;
      this.passed = own[1] === 'PASS';
      const coverage = /([\d.]+)% coverage$/.exec(own[2]);
      if (coverage) {
        this.coverage = Number(coverage[1]);
      }
      return undefined;
    }
    if (!line.startsWith(`${this.#jobName} `)) {
      return this.#summary || isEngineNoise(line) ? undefined : line;
    }
    const rest = line.slice(this.#jobName.length + 1);
    if (rest.startsWith('> ')) {
      return rest.slice(2);
    }
    if (rest.startsWith('$ ')) {
      return rest;
    }
    return rest === '>' ? '' : undefined;
  }
}

/** One job in gitlab-ci-local's shell executor, from its clean clone to its trace. */
export class JobProcess {
  readonly #options: JobProcessOptions;
  #child?: ChildProcess;
  #canceled = false;
  #timedOut = false;

  constructor(options: JobProcessOptions) {
    this.#options = options;
  }

  async run(): Promise<JobResult> {
    const { traceFile, artifactSources } = this.#options;
    await mkdir(dirname(traceFile), { recursive: true });
    const trace = createWriteStream(traceFile, { flags: 'w' });
    const workspace = await this.#options.prepare();
    try {
      for (const source of artifactSources.filter(existsSync)) {
        await cp(source, workspace.cwd, { recursive: true });
      }
      if (this.#canceled) {
        return { status: 'canceled' };
      }
      const result = await this.#execute(trace, workspace);
      await this.#keepArtifacts(workspace.cwd);
      return result;
    } finally {
      await new Promise<void>(resolve => trace.end(() => resolve()));
      await workspace.remove();
    }
  }

  async cancel(): Promise<void> {
    this.#canceled = true;
    if (this.#child) {
      await stopGroup(this.#child);
    }
  }

  async #execute(trace: WriteStream, workspace: Workspace): Promise<JobResult> {
    const { jobName, env, timeoutSeconds } = this.#options;
    const { cwd, variables } = workspace;
    trace.write(
      `Running '${jobName}' in the shell executor of gitlab-ci-local\n`,
    );
    const child = startEngine({
      cwd,
      env,
      variables,
      args: [
        jobName,
        '--force-shell-executor',
        '--json-schema-validation=false',
        `--variables-file=${relative(cwd, workspace.variablesFile)}`,
        ...(variables.CI_COMMIT_BRANCH
          ? []
          : ['--unset-variable', 'CI_COMMIT_BRANCH']),
      ],
    });
    this.#child = child;
    const timer = setTimeout(() => {
      this.#timedOut = true;
      void stopGroup(child);
    }, timeoutSeconds * 1000);

    const verdict = new Verdict(jobName);
    const toTrace = (line: string) => {
      const shown = verdict.read(line);
      if (shown !== undefined) {
        trace.write(`${this.#mask(shown)}\n`);
      }
    };
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      const outputs = [child.stdout, child.stderr].map(stream =>
        forEachLine(stream, toTrace),
      );
      child.on('exit', code => {
        // A background process of the script may hold the pipes open.
        void stopGroup(child, 0)
          .then(() => Promise.all(outputs))
          .then(() => resolve(code));
      });
    });
    clearTimeout(timer);
    const result = this.#judge(exitCode, verdict);
    trace.write(`${closingSentence(result)}\n`);
    return result;
  }

  #judge(exitCode: number | null, verdict: Verdict): JobResult {
    if (this.#timedOut) {
      return { status: 'failed', failureReason: 'job_execution_timeout' };
    }
    if (this.#canceled) {
      return { status: 'canceled' };
    }
    if (exitCode === 0 && verdict.passed) {
      return { status: 'success', coverage: verdict.coverage };
    }
    return {
      status: 'failed',
      failureReason: 'script_failure',
      coverage: verdict.coverage,
    };
  }

  async #keepArtifacts(cwd: string): Promise<void> {
    const { jobName, artifactTarget } = this.#options;
    const produced = join(
      cwd,
      '.gitlab-ci-local/artifacts',
      engineFileName(jobName),
    );
    if (existsSync(produced)) {
      await rm(artifactTarget, { recursive: true, force: true });
      await mkdir(dirname(artifactTarget), { recursive: true });
      await rename(produced, artifactTarget);
    }
  }

  #mask(line: string): string {
    return this.#options.secrets.reduce(
      (masked, secret) => masked.replaceAll(secret, '[MASKED]'),
      line,
    );
  }
}

function closingSentence(result: JobResult): string {
  switch (result.status) {
    case 'success':
      return 'Job succeeded';
    case 'canceled':
      return 'ERROR: Job failed: canceled';
    default:
      return result.failureReason === 'job_execution_timeout'
        ? 'ERROR: Job failed: execution took longer than its timeout'
        : 'ERROR: Job failed: the script ended with an error';
  }
}

/** The engine names a job's folder after it and encodes what does not fit a file name. */
function engineFileName(jobName: string): string {
  return jobName.replace(/[^\w-]+/g, part =>
    Buffer.from(part).toString('base64url'),
  );
}

function forEachLine(
  stream: Readable,
  handle: (line: string) => void,
): Promise<void> {
  return new Promise(resolve => {
    const lines = createInterface({ input: stream });
    lines.on('line', handle);
    lines.on('close', resolve);
  });
}

function isEngineNoise(line: string): boolean {
  return (
    line.trim() === '' ||
    /^(parsing and downloads|json schema validated) /.test(line)
  );
}
