import type { SloProblem } from '@backstage-devops/plugin-devops-common';
import { parseOpenSloFiles } from '@backstage-devops/plugin-devops-slo';
import type { SloReading } from '../database/slos/SloStore';

/** More problems than anybody works through at once. */
const MOST_PROBLEMS = 100;

/** A file of the repository. */
type SloFile = {
  file: string;
  url: string;
  /** Undefined when the file is too large to be read. */
  text: string | undefined;
};

/**
 * Turns files that belong together into objectives, and says what is wrong
 * with them and which of them cannot be used.
 */
export function readSloFiles(
  files: SloFile[],
  linkToLine: (file: { file: string; url: string }, line: number) => string,
): Pick<SloReading, 'slos' | 'problems' | 'brokenFiles'> {
  const sorted = [...files].sort((a, b) => (a.file < b.file ? -1 : 1));
  const urls = new Map(sorted.map(({ file, url }) => [file, url]));
  const parsed = parseOpenSloFiles(
    sorted.flatMap(({ file, text }) =>
      text === undefined ? [] : { file, text },
    ),
  );

  const tooLarge = sorted
    .filter(({ text }) => text === undefined)
    .map(({ file, url }): SloProblem => ({
      file,
      url,
      severity: 'error',
      message: 'The file is larger than 256 KiB and is not read',
      remedy: 'Split it into several files',
    }));
  const found = parsed.problems.map(({ key, ...rest }): SloProblem => {
    const url = urls.get(rest.file);
    return {
      ...rest,
      ...(key ? { key } : {}),
      ...(url ? { url: linkToLine({ file: rest.file, url }, rest.line) } : {}),
    };
  });
  const problems = [...tooLarge, ...found];

  return {
    slos: parsed.specs.map(spec => ({ spec, url: urls.get(spec.source.file) })),
    problems: problems.slice(0, MOST_PROBLEMS),
    brokenFiles: [
      ...new Set(
        problems
          .filter(({ severity }) => severity === 'error')
          .map(({ file }) => file),
      ),
    ],
  };
}
