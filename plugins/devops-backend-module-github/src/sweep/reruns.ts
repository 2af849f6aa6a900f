import { createHash } from 'crypto';

/** How often old runs are looked through for those that were run again. */
const INTERVAL_MS = 6 * 60 * 60 * 1000;

/**
 * Whether a look is due between two sweeps. Each repository has its own
 * hour, so that not all of them are read at once.
 */
export function isRerunCheckDue(
  scope: string,
  since: Date,
  now: Date,
): boolean {
  const offset =
    createHash('sha256').update(scope).digest().readUInt32BE() % INTERVAL_MS;
  const turn = (instant: Date) =>
    Math.floor((instant.getTime() + offset) / INTERVAL_MS);
  return turn(since) !== turn(now);
}

/** The look before may have been that long ago, and took some time. */
export function rerunsCheckedSince(now: Date): number {
  return now.getTime() - 2 * INTERVAL_MS;
}
