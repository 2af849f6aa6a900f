import { portalProblems } from './portalProblems';
import { ParsedSlos, parseSloFiles } from '../parseSloFiles';

/**
 * What was read from OpenSLO files.
 *
 * @public
 */
export type ParsedOpenSlo = ParsedSlos;

/**
 * Reads the OpenSLO v1 documents of one file. Never throws: what is wrong is
 * in `problems`, and a wrong document does not hide the others.
 *
 * @public
 */
export function parseOpenSlo(
  text: string,
  options: { file: string },
): ParsedOpenSlo {
  return parseOpenSloFiles([{ text, file: options.file }]);
}

/**
 * Reads the OpenSLO v1 documents of files that belong together: an SLO may
 * refer to documents of any of them. Never throws.
 *
 * @public
 */
export function parseOpenSloFiles(
  files: ReadonlyArray<{ file: string; text: string }>,
): ParsedOpenSlo {
  return parseSloFiles(files, {
    formats: ['openslo/v1'],
    review: portalProblems,
  });
}
