import { DAY_MS, HOUR_MS, MINUTE_MS } from '../duration';

const UNITS: Array<{ unit: string; ms: number; onlyWhole?: boolean }> = [
  { unit: 'y', ms: 365 * DAY_MS, onlyWhole: true },
  { unit: 'w', ms: 7 * DAY_MS, onlyWhole: true },
  { unit: 'd', ms: DAY_MS },
  { unit: 'h', ms: HOUR_MS },
  { unit: 'm', ms: MINUTE_MS },
  { unit: 's', ms: 1000 },
  { unit: 'ms', ms: 1 },
];

/**
 * Writes a length of time as Prometheus does: `5m`, `1h30m`, and `4w` for 28
 * days, which it prints in weeks only when nothing remains.
 *
 * @public
 */
export function promDuration(ms: number): string {
  let rest = Math.round(ms);
  if (rest === 0) {
    return '0s';
  }
  let text = '';
  for (const { unit, ms: length, onlyWhole } of UNITS) {
    if (onlyWhole && rest % length !== 0) {
      continue;
    }
    const count = Math.floor(rest / length);
    if (count > 0) {
      text += `${count}${unit}`;
      rest -= count * length;
    }
  }
  return text;
}

const READ_MS: Record<string, number> = Object.fromEntries(
  UNITS.map(({ unit, ms }) => [unit, ms]),
);

/**
 * Reads such a length to milliseconds; undefined for anything else.
 *
 * @public
 */
export function readPromDuration(text: string): number | undefined {
  if (!/^(\d{1,9}(ms|[ywdhms]))+$/.test(text)) {
    return undefined;
  }
  const parts = text.matchAll(/(\d+)(ms|[ywdhms])/g);
  const total = [...parts].reduce(
    (sum, [, count, unit]) => sum + Number(count) * READ_MS[unit],
    0,
  );
  return total > 0 ? total : undefined;
}
