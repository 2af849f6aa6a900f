import {
  formatAge,
  formatDuration,
  formatNumber,
  formatPercent,
  OBJECTIVE_DIGITS,
} from './format';

const locale = { locale: 'en-GB' };

describe('how values are written', () => {
  it.each([
    [400, '< 1 s'],
    [59_900, '59 s'],
    [192_000, '3 m 12 s'],
    [3_600_000, '1 h'],
    [187_200_000, '2 d 4 h'],
  ])('a duration of %d ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('ages are relative, and the future of a fast clock is now', () => {
    const now = Date.parse('2026-11-23T12:00:00Z');
    expect(formatAge('2026-11-23T11:56:00Z', now, locale)).toBe('4 min ago');
    expect(formatAge('2026-11-23T11:59:40Z', now, locale)).toBeUndefined();
    expect(formatAge('2026-11-23T12:03:00Z', now, locale)).toBeUndefined();
  });

  it('numbers have three significant digits, objectives all of theirs', () => {
    expect(formatNumber(6.2345, locale)).toBe('6.23');
    expect(formatNumber(4320, locale)).toBe('4,320');
    expect(formatPercent(0.99995, locale, OBJECTIVE_DIGITS)).toBe('99.995');
    expect(formatPercent(0.4124, locale)).toBe('41.2');
  });
});
