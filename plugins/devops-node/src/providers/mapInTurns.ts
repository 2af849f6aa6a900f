import { setImmediate as nextTurn } from 'node:timers/promises';

/** How many usual entries take some milliseconds. */
const ENTRIES_PER_TURN = 200;

/**
 * Maps a long list slice by slice, so that it does not hold up other requests.
 *
 * @param map - gets some entries, and the position of the first of them.
 * @public
 */
export async function mapInTurns<TEntry, TResult>(
  entries: TEntry[],
  map: (some: TEntry[], start: number) => TResult[],
): Promise<TResult[]> {
  const results: TResult[] = [];
  for (let start = 0; start < entries.length; start += ENTRIES_PER_TURN) {
    if (start > 0) {
      await nextTurn();
    }
    results.push(...map(entries.slice(start, start + ENTRIES_PER_TURN), start));
  }
  return results;
}
