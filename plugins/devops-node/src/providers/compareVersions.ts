import type { RecordVersion } from './records';

/**
 * Orders two versions of the same thing: positive when `a` is the newer one,
 * negative when `b` is, 0 for a tie, in which case what is stored stays.
 *
 * This is the definition. A store that writes the guard in SQL has to agree
 * with it, and a provider has to give versions that make it right.
 *
 * @public
 */
export function compareVersions(a: RecordVersion, b: RecordVersion): number {
  return (
    a.generation - b.generation ||
    Number(a.terminal) - Number(b.terminal) ||
    a.at - b.at
  );
}
