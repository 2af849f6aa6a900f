import {
  checkSlo,
  parseSloFiles,
  type CheckSloOptions,
  type SloProblem,
  type SloSpec,
  type TimeWindow,
} from '@backstage-devops/plugin-devops-slo';
import { InputError } from '@backstage/errors';
import type { Terminal } from '../run';
import { readFiles } from './readFiles';

/** As much as anybody keeps in one file of objectives, in characters. */
const LONGEST_FILE = 64 * 1024 * 1024;

/**
 * Reads files or folders of objectives and checks what they say. Problems go to
 * standard error.
 *
 * @throws InputError if any of them is an error.
 */
export async function loadSlos(
  paths: string[],
  terminal: Terminal,
  options: {
    window?: TimeWindow;
    /** Files or folders of alert windows. */
    alertWindows?: string[];
    check?: CheckSloOptions;
  },
): Promise<SloSpec[]> {
  const files = await readFiles(paths, terminal.cwd());
  const alertWindowFiles = await readFiles(
    options.alertWindows ?? [],
    terminal.cwd(),
  );
  const { specs, problems } = parseSloFiles(files, {
    defaultWindow: options.window,
    alertWindowFiles,
    longestText: LONGEST_FILE,
    review: spec => checkSlo(spec, options.check),
  });
  const relevant = problems.filter(({ severity }) => severity !== 'note');
  terminal.stderr.write(relevant.map(lineOf).join(''));
  const errors = relevant.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) {
    throw new InputError(
      errors === 1 ? 'There is an error' : `There are ${errors} errors`,
    );
  }
  return specs;
}

function lineOf(problem: SloProblem): string {
  const { file, line, severity, message, remedy } = problem;
  const kind = severity === 'error' ? '' : `${severity}: `;
  const sentence = /[.?]$/.test(message) ? message : `${message}.`;
  return `${file}:${line}: ${kind}${sentence} ${remedy}.\n`;
}
