/** The few levels the lab needs; tests pass a silent one. */
export interface Logger {
  info(message: string): void;
  warn(message: string): void;
}

export function createLogger(out: NodeJS.WritableStream): Logger {
  const write = (message: string) => out.write(`[lab] ${message}\n`);
  return { info: write, warn: message => write(`warning: ${message}`) };
}

export const silentLogger: Logger = { info: () => {}, warn: () => {} };
