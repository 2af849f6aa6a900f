import { ChildProcess, execFile } from 'child_process';
import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import { setTimeout as sleep } from 'timers/promises';
import { promisify } from 'util';

const execFileAsync = promisify(execFile);

/** Runs a program to its end and answers its output; fails with its stderr. */
export async function run(
  command: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  const { stdout } = await execFileAsync(command, args, {
    ...options,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

export function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/**
 * Ends a child that was started `detached` together with everything it started:
 * politely first, by force after the grace period.
 */
export async function stopGroup(
  child: ChildProcess,
  graceMs = 3000,
): Promise<void> {
  const exited = hasExited(child)
    ? Promise.resolve()
    : new Promise<void>(resolve => child.once('exit', () => resolve()));
  signalGroup(child, 'SIGTERM');
  const grace = new AbortController();
  await Promise.race([
    exited,
    sleep(graceMs, undefined, { signal: grace.signal }).catch(() => {}),
  ]);
  grace.abort();
  // Grandchildren may outlive the leader; the group id stays theirs.
  signalGroup(child, 'SIGKILL');
  await exited;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) {
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** Asks the system for a port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve =>
    server.listen(0, '127.0.0.1', () => resolve()),
  );
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** Listens on loopback and answers the port; a taken port names the variable to change. */
export async function listen(
  server: Server,
  port: number,
  variable: string,
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${port} is taken: stop the program that listens there, or set ${variable} to another port`,
            )
          : error,
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

export async function closeServer(server: Server): Promise<void> {
  if (!server.listening) {
    return;
  }
  const closed = new Promise(resolve => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
