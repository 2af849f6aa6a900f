import fc from 'fast-check';
import { bucketKey, highestLatencyMs } from './latencyBuckets';

describe('latency buckets', () => {
  it('are at most 1 % wide and hold what they say', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600_000_000 }), latencyUs => {
        const from = bucketKey(latencyUs);
        const highest = Math.round(highestLatencyMs(from) * 1000);

        expect(from).toBeLessThanOrEqual(latencyUs);
        expect(highest).toBeGreaterThanOrEqual(latencyUs);
        expect(highest - from).toBeLessThanOrEqual(Math.max(0, from * 0.01));
        expect(bucketKey(from)).toBe(from);
        expect(bucketKey(highest)).toBe(from);
        expect(bucketKey(highest + 1)).toBe(highest + 1);
      }),
    );
  });

  it.each([
    50, 100, 120, 125, 150, 200, 250, 300, 450, 500, 750, 1000, 1500, 2500,
  ])('have a bound at %d ms', thresholdMs => {
    expect(bucketKey(thresholdMs * 1000)).toBe(thresholdMs * 1000);
  });
});
