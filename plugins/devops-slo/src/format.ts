const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/**
 * Writes a count with thousands separators: `4,320`.
 *
 * @public
 */
export function formatCount(count: number): string {
  return whole.format(count);
}

/**
 * Writes an objective as a percentage without inventing or losing nines:
 * `0.9995` becomes `99.95 %`.
 *
 * @public
 */
export function formatPercent(ratio: number): string {
  return `${withoutNoise(ratio * 100)} %`;
}

/**
 * Drops the noise that binary fractions leave behind (`1 - 0.999` is
 * `0.0010000000000000009`) and nothing that anybody wrote.
 */
export function withoutNoise(value: number): number {
  return Number(value.toPrecision(12));
}
