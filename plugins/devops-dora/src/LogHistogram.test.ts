import fc from 'fast-check';
import { LogHistogram } from './LogHistogram';
import { quantile } from './statistics';

const values = fc.array(
  fc.oneof(
    fc.constant(0),
    fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
    fc.integer({ min: 0, max: 10_000 }),
  ),
  { maxLength: 60 },
);

function histogramOf(numbers: number[]): LogHistogram {
  const histogram = new LogHistogram();
  numbers.forEach(number => histogram.add(number));
  return histogram;
}

describe('LogHistogram', () => {
  it('has quantiles within 2 % of the exact ones', () => {
    fc.assert(
      fc.property(
        values.filter(({ length }) => length > 0),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (numbers, p) => {
          const exact = quantile(numbers, p) ?? NaN;
          const estimate = histogramOf(numbers).quantile(p) ?? NaN;
          expect(Math.abs(estimate - exact)).toBeLessThanOrEqual(
            exact * 0.02 + 1e-9,
          );
        },
      ),
    );
  });

  it('merges in any order and grouping to that of all values', () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const [left, middle, right] = [a, b, c].map(histogramOf);
        const whole = histogramOf([...a, ...b, ...c]).toJSON();
        expect(left.merge(middle).merge(right).toJSON()).toEqual(whole);
        expect(left.merge(middle.merge(right)).toJSON()).toEqual(whole);
        expect(right.merge(left).merge(middle).toJSON()).toEqual(whole);
        expect(left.toJSON()).toEqual(histogramOf(a).toJSON());
      }),
    );
  });

  it('is the same after it was written and read', () => {
    fc.assert(
      fc.property(values, numbers => {
        const histogram = histogramOf(numbers);
        const read = LogHistogram.fromJSON(
          JSON.parse(JSON.stringify(histogram)),
        );
        expect(read.toJSON()).toEqual(histogram.toJSON());
        expect(read.count).toBe(numbers.length);
      }),
    );
  });

  it('has no quantiles without values, and refuses what it cannot hold', () => {
    const histogram = new LogHistogram();
    expect(histogram.quantile(0.5)).toBeNull();
    expect(() => histogram.add(-1)).toThrow('from zero on');
    expect(() => histogram.add(NaN)).toThrow('from zero on');
    expect(() => histogram.add(1, 0.5)).toThrow('whole number of times');
    expect(() => histogram.quantile(1.5)).toThrow('from 0 to 1');
    expect(() =>
      LogHistogram.fromJSON({ zero: 0, buckets: [[1.5, 1]] }),
    ).toThrow('whole numbers');
  });
});
