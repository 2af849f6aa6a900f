import { AnsiUp } from 'ansi_up';

/** One line of a log: what it says, and the same as safe HTML with colours. */
export type TraceLine = { number: number; text: string; html: string };

/** Marks with which GitLab folds its logs; they are no output of the job. */
const sectionMarks = /section_(?:start|end):\d+:[^\r\n]*\r?/g;

// Control sequences are what this is about.
// eslint-disable-next-line no-control-regex
const escapeSequences = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;

/** First words with which tools begin the line that says what went wrong. */
const errorLine =
  /^\s*(?:not ok\b|✖|✗|FAIL\b|FAILED\b|error\b|fatal\b|npm err!|panic:|\w*(?:Error|Exception)\b\s*:?)/i;

/**
 * Splits a log into lines. Everything in it is escaped before it becomes HTML,
 * and links in it stay text: a log is written by whatever ran in the job.
 */
export function parseTrace(trace: string): TraceLine[] {
  const ansi = new AnsiUp();
  ansi.use_classes = true;
  ansi.escape_html = true;
  ansi.url_allowlist = {};
  const lines = trace
    .replace(sectionMarks, '')
    .replace(/\r?\n$/, '')
    .split('\n');
  return lines.map((line, index) => {
    const shown = lastOverwrite(line);
    return {
      number: index + 1,
      text: shown.replace(escapeSequences, ''),
      // The converter keeps its colour from line to line, as terminals do. It
      // holds back what may be half a sequence, so each line ends with one.
      html: ansi.ansi_to_html(`${shown}\n`).replace(/\n$/, ''),
    };
  });
}

/** A carriage return starts the line again: only the last attempt was seen. */
function lastOverwrite(line: string): string {
  const parts = line.replace(/\r$/, '').split('\r');
  return parts[parts.length - 1];
}

/** Index of the first line that says what went wrong. */
export function findErrorLine(lines: TraceLine[]): number | undefined {
  const index = lines.findIndex(line => errorLine.test(line.text));
  return index < 0 ? undefined : index;
}

/** Indices of the lines that contain the text, whatever its case. */
export function findMatches(lines: TraceLine[], search: string): number[] {
  const wanted = search.trim().toLocaleLowerCase();
  if (!wanted) {
    return [];
  }
  return lines.flatMap((line, index) =>
    line.text.toLocaleLowerCase().includes(wanted) ? [index] : [],
  );
}
