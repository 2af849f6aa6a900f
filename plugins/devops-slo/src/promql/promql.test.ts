import fc from 'fast-check';
import { canonicalPromQl } from './canonicalPromQl';
import { checkPromQl } from './checkPromQl';
import { goNumber, plainNumber } from './goNumber';
import { promDuration, readPromDuration } from './promDuration';
import { windowed } from './windowed';

describe('checkPromQl', () => {
  it.each([
    'sum(rate(errors_total{code=~"5..|429"}[5m])) by (path)',
    '1 - histogram_fraction(0, 0.2, sum(rate(latency[5m])))',
    'sum by (a) (rate(x[5m])) / on(a) group_left() y > bool 2',
    'histogram_quantile(0.9, rate(x[5m:1m] offset 1d))',
    'label_replace(topk(3, x), "a", "$1", "b", "(.*)")',
    'quantile_over_time(0.9, x[1h]) or vector(0)',
    'clamp_min(-x, 0) unless absent(y)',
    '{__name__="x"} @ end()',
    'time() - timestamp(x)',
  ])('takes %s', query => {
    expect(checkPromQl(query)).toBeUndefined();
  });

  it.each([
    ['sum(rate(x[5m])', 'unexpected end of the query', 15],
    ['sum(rate(x[5m])) by', 'unexpected end of the query', 19],
    ['nosuchfunction(x)', 'unexpected "(x)"', 14],
    ['rate(x)', 'rate takes a range vector, "x" is an instant vector', 5],
    ['vector(1)[5m]', 'a range belongs to a selector', 0],
    ['x[5m]', 'the result is a range vector', 0],
    ['"text"', 'the result is a text', 0],
    ['sum(x[5m])', 'sum takes an instant vector', 4],
    ['rate(x[5m]) + "y"', 'an operator takes instant vectors', 14],
    ['histogram_quantile(x)', 'takes 2 arguments, not 1', 0],
    ['', 'the query is empty', 0],
  ])('refuses %j', (query, message, position) => {
    expect(checkPromQl(query)).toEqual({
      message: expect.stringContaining(message),
      position,
    });
  });

  it('never throws', () => {
    const parts = fc.constantFrom(
      ...'sum rate x ( ) [5m] [ ] { } " , by / -1 =~ vector(1) @ offset bool'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts).map(list => list.join(' ')),
        ),
        query => {
          const error = checkPromQl(query);
          expect(error?.position ?? 0).toBeLessThanOrEqual(query.length);
        },
      ),
    );
  });
});

describe('windowed', () => {
  it.each([
    ['rate(x[{{ .window }}])', false, 'rate(x[{{ .window }}])'],
    ['sum(x{a="b"})', true, 'sum(rate(x{a="b"}[{{.window}}]))'],
    [
      'sum(x_total) + y_count',
      false,
      'sum(rate(x_total[{{.window}}])) + rate(y_count[{{.window}}])',
    ],
    ['sum(up)', false, 'sum_over_time((sum(up))[{{.window}}:])'],
    ['rate(x[5m])', true, 'avg_over_time((rate(x[5m]))[{{.window}}:])'],
  ])('reads %s', (query, counter, expected) => {
    expect(windowed(query, { counter })).toBe(expected);
  });
});

describe('numbers and durations', () => {
  it.each([
    [0.9990000000000001, '0.9990000000000001'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [1.0000000000047748e-5, '1.0000000000047748e-05'],
    [14.4, '14.4'],
    [0, '0'],
    [1234567, '1.234567e+06'],
  ])('writes %d as Go does', (value, text) => {
    expect(goNumber(value)).toBe(text);
  });

  it('writes any number so that it reads back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: 1e-12, max: 1e12 }), value => {
        expect(Number(goNumber(value))).toBe(value);
        expect(Number(plainNumber(value))).toBe(value);
        expect(plainNumber(value)).not.toContain('e');
      }),
    );
  });

  it.each([
    [28 * 86_400_000, '4w'],
    [30 * 86_400_000, '30d'],
    [365 * 86_400_000, '1y'],
    [90 * 60_000, '1h30m'],
    [300_000, '5m'],
    [1_500, '1s500ms'],
  ])('writes %d ms as Prometheus does', (ms, text) => {
    expect(promDuration(ms)).toBe(text);
    expect(readPromDuration(text)).toBe(ms);
  });
});

describe('canonicalPromQl', () => {
  it.each([
    ['sum( rate(x[28d] ) )', 'sum(rate(x[4w]))'],
    ["x{a='b'} # why\n> 0.10", 'x{a="b"} > 0.1'],
    ['x{a=`b`}', 'x{a="b"}'],
    ['1.0e-05*y', '0.00001 * y'],
  ])('finds %s and %s equal', (a, b) => {
    expect(canonicalPromQl(a)).toBe(canonicalPromQl(b));
  });

  it.each([
    ['a and b', 'aandb'],
    ['x{a="b c"}', 'x{a="b  c"}'],
    ['x > 0.001', 'x > 0.0010000001'],
    ['rate(x[5m])', 'rate(x[6m])'],
  ])('tells %s from %s', (a, b) => {
    expect(canonicalPromQl(a)).not.toBe(canonicalPromQl(b));
  });
});
