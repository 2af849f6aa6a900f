import { InputError } from '@backstage/errors';

/**
 * A quantile by linear interpolation between the neighbours (type 7, the same
 * as `percentile_cont` of SQL); null without values.
 *
 * @param values - in any order.
 * @param p - from 0 to 1.
 *
 * @throws InputError when `p` is outside.
 *
 * @public
 */
export function quantile(values: readonly number[], p: number): number | null {
  if (!(p >= 0 && p <= 1)) {
    throw new InputError('A quantile is asked for by a number from 0 to 1');
  }
  if (values.length === 0) {
    return null;
  }
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * p;
  const low = Math.floor(position);
  const high = Math.ceil(position);
  return sorted[low] + (sorted[high] - sorted[low]) * (position - low);
}

/**
 * The greatest value whose percent rank is at most one half: the lower one of
 * the two in the middle, or the value of ties around it; null without values.
 *
 * @public
 */
export function lowerMedian(values: readonly number[]): number | null {
  if (values.length === 0) {
    return null;
  }
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
