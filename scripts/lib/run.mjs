import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

let progress = process.stdout;

/** Where progress goes from now on, such as `process.stderr`. */
export function sayTo(stream) {
  progress = stream;
}

/** One line for the person at the terminal. */
export function say(line) {
  progress.write(`\u25b8 ${line}\n`);
}

/** Says what is wrong and ends the program. */
export function fail(line) {
  process.stderr.write(`\u2716 ${line}\n`);
  process.exit(1);
}

/** Minutes and seconds since a `Date.now()`, for instance `1 m 07 s`. */
export function since(start) {
  const seconds = Math.round((Date.now() - start) / 1000);
  return seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 60)} m ${String(seconds % 60).padStart(2, '0')} s`;
}

/**
 * Runs a command to its end and returns its exit code; ends this program when
 * it fails, unless `mayFail`.
 *
 * With `quietUntilFailure` the output is shown only when the command fails, and
 * a dot every few seconds says that it is still at work. With `onLine` each line
 * of the output goes there. With `forwardSignals` the command decides what
 * SIGINT and SIGTERM mean.
 */
export function run(command, args, options = {}) {
  const {
    mayFail,
    quietUntilFailure,
    onLine,
    forwardSignals,
    ...spawnOptions
  } = options;
  const child = spawn(command, args, {
    stdio: quietUntilFailure || onLine ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    ...spawnOptions,
  });

  const output = [];
  let dots;
  if (onLine) {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', onLine);
    }
  }
  if (quietUntilFailure) {
    child.stdout.on('data', chunk => output.push(chunk));
    child.stderr.on('data', chunk => output.push(chunk));
    dots = setInterval(() => progress.write('.'), 3000);
  }
  const forward = signal => child.kill(signal);
  if (forwardSignals) {
    process.on('SIGINT', () => {}); // the terminal sends it to the child as well
    process.on('SIGTERM', forward);
  }

  return new Promise((resolve, reject) => {
    child.on('error', error =>
      reject(new Error(`Could not run ${command}: ${error.message}`)),
    );
    child.on('close', (code, signal) => {
      clearInterval(dots);
      const result = code ?? (signal === 'SIGINT' ? 130 : 1);
      if (quietUntilFailure) {
        progress.write('\n');
      }
      if (quietUntilFailure && result !== 0) {
        process.stderr.write(Buffer.concat(output));
      }
      if (result !== 0 && !mayFail) {
        fail(`${command} ${args.join(' ')} ended with ${result}.`);
      }
      resolve(result);
    });
  });
}
