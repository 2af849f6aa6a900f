const FIRST_MS = 1_000;
const LONGEST_MS = 5 * 60_000;

/**
 * How long to wait after the n-th failure in a row: doubled each time, and
 * spread so that what failed together is not retried together.
 */
export function backOffMs(
  failures: number,
  options: { firstMs?: number; longestMs?: number; random?: () => number } = {},
): number {
  const first = options.firstMs ?? FIRST_MS;
  const longest = options.longestMs ?? LONGEST_MS;
  const full = Math.min(first * 2 ** Math.min(failures - 1, 30), longest);
  return Math.round(full * (0.5 + (options.random ?? Math.random)() / 2));
}
