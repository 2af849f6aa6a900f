import { describeSlo } from './describeSlo';
import {
  DAY_MS,
  formatDuration,
  HOUR_MS,
  MINUTE_MS,
  parseDuration,
  parseLatency,
} from './duration';
import { formatPercent } from './format';
import { countProbeResult } from './probe';
import { probeSpec } from './testSpec';

describe('describeSlo', () => {
  it('says what is promised, allowed and spent', () => {
    expect(describeSlo(probeSpec(), { bad: 2_541, total: 4_320_000 })).toBe(
      "99.9 % of requests to production succeed over 30 days: at today's traffic that allows 4,320 failures; 2,541 are spent",
    );
  });

  it('says it of latency', () => {
    const spec = probeSpec({
      target: 0.95,
      window: '4w',
      good: 'latencyBelow: 300ms',
    });
    expect(describeSlo(spec, { bad: 1, total: 20 })).toBe(
      "95 % of requests to production answer within 300 ms over 28 days: at today's traffic that allows 1 slow or failed request; 1 is spent",
    );
  });

  it('says it of sources that name no environment', () => {
    const source = { type: 'Prometheus', query: 'x' };
    const spec = {
      ...probeSpec(),
      indicator: {
        kind: 'ratio' as const,
        counter: true,
        role: 'good' as const,
        counted: source,
        total: source,
      },
    };
    expect(describeSlo(spec, { bad: 2_541, total: 4_320_000 })).toBe(
      "99.9 % of requests succeed over 30 days: at today's traffic that allows 4,320 failures; 2,541 are spent",
    );
  });

  it('rounds what is allowed down: part of a failure is none', () => {
    expect(describeSlo(probeSpec(), { bad: 0, total: 999 })).toMatch(
      /allows no failures; none is spent$/,
    );
  });

  it('speaks of time while there is no traffic', () => {
    expect(describeSlo(probeSpec())).toBe(
      '99.9 % of requests to production succeed over 30 days: that allows 43 minutes 12 seconds of total failure',
    );
  });
});

describe('numbers in words', () => {
  it.each([
    [0.999, '99.9 %'],
    [0.9995, '99.95 %'],
    [0.999999999, '99.9999999 %'],
    [0.07, '7 %'],
  ])('%p is %p', (ratio, text) => {
    expect(formatPercent(ratio)).toBe(text);
  });

  it.each([
    [0, '0 ms'],
    [300, '300 ms'],
    [1_000, '1 second'],
    [59_900, '1 minute'],
    [90 * MINUTE_MS, '1 hour 30 minutes'],
    [HOUR_MS - 1, '1 hour'],
    [DAY_MS + 20 * MINUTE_MS, '1 day'],
    [30 * DAY_MS, '30 days'],
    [2 * DAY_MS + 5 * HOUR_MS, '2 days 5 hours'],
  ])('%p ms is %p', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it.each([-1, NaN, Infinity])('refuses %p ms', ms => {
    expect(() => formatDuration(ms)).toThrow('A duration cannot be');
  });

  it.each(['', '0d', '-1d', '1.5h', '1 d', '1D', 'd', '9999999Y', '1s'])(
    '%p is no duration',
    text => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  it.each([
    ['300ms', 300],
    ['0.25s', 250],
    ['0ms', undefined],
    ['300', undefined],
    ['1m', undefined],
  ])('the latency %p is %p ms', (text, ms) => {
    expect(parseLatency(text)).toBe(ms);
  });
});

describe('countProbeResult', () => {
  const result = { environment: 'production', success: true, latencyMs: 299 };
  const fast = probeSpec({ good: 'outcome: success, latencyBelow: 300ms' });

  it.each([
    ['a fast success', {}, { good: 1, total: 1 }],
    ['an answer at the limit', { latencyMs: 300 }, { good: 0, total: 1 }],
    ['a failure', { success: false }, { good: 0, total: 1 }],
    [
      'no answer',
      { success: false, latencyMs: undefined },
      { good: 0, total: 1 },
    ],
    ['another environment', { environment: 'staging' }, { good: 0, total: 0 }],
  ])('counts %s', (_, changes, expected) => {
    expect(countProbeResult(fast, { ...result, ...changes })).toEqual(expected);
  });

  it('counts the failures of a bad metric as bad', () => {
    const good = probeSpec({ good: 'outcome: failure' });
    const spec = {
      indicator: { ...good.indicator, role: 'bad' } as typeof good.indicator,
    };
    expect(countProbeResult(spec, result)).toEqual({ good: 1, total: 1 });
    expect(countProbeResult(spec, { ...result, success: false })).toEqual({
      good: 0,
      total: 1,
    });
  });
});
