import { spawn } from 'child_process';
import { run } from '../processes';

/** Runs `git` in one repository. */
export class GitCommand {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** What the command prints. */
  text(args: string[], env?: NodeJS.ProcessEnv): Promise<string> {
    return run('git', ['-C', this.#path, ...args], { env });
  }

  /** The same, undefined when git says no by its exit code. */
  async attempt(args: string[]): Promise<string | undefined> {
    try {
      return await this.text(args);
    } catch {
      return undefined;
    }
  }

  bytes(
    args: string[],
    input?: Buffer,
    env?: NodeJS.ProcessEnv,
  ): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const child = spawn('git', ['-C', this.#path, ...args], { env });
      const chunks: Buffer[] = [];
      let problem = '';
      child.stdout.on('data', chunk => chunks.push(chunk));
      child.stderr.on('data', chunk => {
        problem += chunk;
      });
      child.on('error', reject);
      child.on('close', code =>
        code === 0
          ? resolve(Buffer.concat(chunks))
          : reject(new Error(`git ${args[0]} failed: ${problem.trim()}`)),
      );
      child.stdin.end(input);
    });
  }
}
