/**
 * What Prometheus' `rate` makes of a window that has holes: the rate of the
 * samples that are there is taken to go on to the ends of the window, or for
 * half a step where the next sample is further away. Returned is what the
 * events of the window are multiplied with, or undefined where there are fewer
 * than two samples. Each measured step has a sample at its start and its end.
 *
 * @param measured - whether each step was measured
 * @param range - the steps of the window, `[start, end)`; `start` may be negative
 * @param beforeMs - how much of the window lies before `start`
 */
export function rateExtrapolation(
  measured: Uint8Array,
  range: { start: number; end: number; beforeMs: number; stepMs: number },
): number | undefined {
  const { start, end, beforeMs, stepMs } = range;
  let first: number | undefined;
  let last = 0;
  let samples = 0;
  for (let place = Math.max(0, start); place <= end; place++) {
    if (measured[place - 1] || measured[place]) {
      first ??= place;
      last = place;
      samples += 1;
    }
  }
  if (first === undefined || samples < 2) {
    return undefined;
  }
  const sampledMs = (last - first) * stepMs;
  const meanMs = sampledMs / (samples - 1);
  const reach = (ms: number) => (ms < 1.1 * meanMs ? ms : meanMs / 2);
  const toStart = reach((first - start) * stepMs + beforeMs);
  const toEnd = reach((end - last) * stepMs);
  return (sampledMs + toStart + toEnd) / sampledMs;
}
