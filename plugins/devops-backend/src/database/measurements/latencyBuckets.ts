/**
 * Results by the bucket of their latency: the key is the bucket's lower bound
 * in microseconds. Histograms of any times and places add up key by key.
 */
export type LatencyHistogram = Record<string, number>;

/**
 * The buckets keep three digits of a latency, from 200 on in steps of 2 and
 * from 500 on in steps of 5. So a bucket is at most 1 % wide, and thresholds as
 * people write them (250 ms, 1.5 s) fall on its bounds, where counting is exact.
 */
function bucketOf(latencyUs: number): { from: number; to: number } {
  let scale = 1;
  while (latencyUs / scale >= 1000) {
    scale *= 10;
  }
  const digits = Math.floor(latencyUs / scale);
  const step = stepOf(digits);
  const from = Math.floor(digits / step) * step * scale;
  return { from, to: from + step * scale };
}

function stepOf(digits: number): number {
  if (digits < 200) {
    return 1;
  }
  return digits < 500 ? 2 : 5;
}

/** Lower bound of the bucket that a latency belongs to, microseconds. */
export function bucketKey(latencyUs: number): number {
  return bucketOf(latencyUs).from;
}

/**
 * The highest latency that a bucket can hold, milliseconds. It stands for all
 * of its results, so that a result never counts as faster than it was: of the
 * results next to a threshold those within 1 % below may count as above.
 */
export function highestLatencyMs(key: number): number {
  return (bucketOf(key).to - 1) / 1000;
}

/** Adds the second to the first, in place. */
export function addHistogram(
  into: LatencyHistogram,
  histogram: LatencyHistogram,
): void {
  for (const [key, count] of Object.entries(histogram)) {
    into[key] = (into[key] ?? 0) + count;
  }
}
