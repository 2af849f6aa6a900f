import fc from 'fast-check';
import { DAY_MS, HOUR_MS } from './duration';
import { calendarWindow } from './timeWindow';
import { windowEndingAt, windowRange } from './windowRange';

const at = (text: string) => Date.parse(text);
const iso = (time: number | undefined) =>
  time === undefined ? undefined : new Date(time).toISOString();

function calendar(
  duration: string,
  startTime = '2026-01-01 00:00:00',
  timeZone = 'UTC',
) {
  return calendarWindow({ duration, startTime, timeZone })!;
}

/** Starts of the periods from a moment on. */
function startsFrom(
  window: ReturnType<typeof calendar>,
  moment: string,
  count: number,
) {
  const starts: Array<string | undefined> = [];
  let next = at(moment);
  for (let i = 0; i < count; i++) {
    const { from, resetsAt = NaN } = windowRange(window, next);
    starts.push(iso(from));
    next = resetsAt;
  }
  return starts;
}

describe('windowRange', () => {
  it('reaches back the length of a rolling window', () => {
    const window = {
      kind: 'rolling',
      duration: { value: 30, unit: 'd', text: '30d' },
      ms: 30 * DAY_MS,
    } as const;
    const now = at('2026-11-25T12:00:00Z');
    expect(windowRange(window, now)).toEqual({
      from: now - 30 * DAY_MS,
      to: now,
    });
  });

  it('is the calendar month that holds the moment, where the clock hangs', () => {
    const window = calendar('1M', '2026-01-01 00:00:00', 'Europe/Berlin');
    const now = at('2026-11-25T12:00:00Z');
    expect(windowRange(window, now)).toEqual({
      from: at('2026-10-31T23:00:00Z'),
      to: now,
      resetsAt: at('2026-11-30T23:00:00Z'),
    });
    // The end of March is an hour earlier: summer time has begun.
    expect(iso(windowRange(window, at('2026-03-15T00:00:00Z')).resetsAt)).toBe(
      '2026-03-31T22:00:00.000Z',
    );
  });

  it('begins anew exactly at the boundary', () => {
    const window = calendar('1M');
    const boundary = at('2026-12-01T00:00:00Z');
    expect(iso(windowRange(window, boundary - 1).from)).toBe(
      '2026-11-01T00:00:00.000Z',
    );
    expect(windowRange(window, boundary)).toMatchObject({
      from: boundary,
      to: boundary,
    });
    expect(windowEndingAt(window, boundary)).toEqual({
      from: at('2026-11-01T00:00:00Z'),
      to: boundary,
    });
  });

  it('clamps a day that a month does not have, and does not stay there', () => {
    expect(
      startsFrom(calendar('1M', '2027-01-31 00:00:00'), '2027-01-31', 5),
    ).toEqual([
      '2027-01-31T00:00:00.000Z',
      '2027-02-28T00:00:00.000Z',
      '2027-03-31T00:00:00.000Z',
      '2027-04-30T00:00:00.000Z',
      '2027-05-31T00:00:00.000Z',
    ]);
    expect(
      startsFrom(calendar('1M', '2027-12-31 06:00:00'), '2028-01-31T06:00Z', 3),
    ).toEqual([
      '2028-01-31T06:00:00.000Z',
      '2028-02-29T06:00:00.000Z',
      '2028-03-31T06:00:00.000Z',
    ]);
  });

  it('finds 29 February again in each leap year', () => {
    expect(
      startsFrom(calendar('1Y', '2024-02-29 00:00:00'), '2025-06-01', 4),
    ).toEqual([
      '2025-02-28T00:00:00.000Z',
      '2026-02-28T00:00:00.000Z',
      '2027-02-28T00:00:00.000Z',
      '2028-02-29T00:00:00.000Z',
    ]);
  });

  it('counts quarters and several units at once from the first start', () => {
    expect(startsFrom(calendar('1Q'), '2026-11-25', 2)).toEqual([
      '2026-10-01T00:00:00.000Z',
      '2027-01-01T00:00:00.000Z',
    ]);
    // Fortnights that begin on a Monday.
    expect(
      startsFrom(calendar('2w', '2026-01-05 09:00:00'), '2026-11-25', 2),
    ).toEqual(['2026-11-23T09:00:00.000Z', '2026-12-07T09:00:00.000Z']);
  });

  it('counts backwards before the first start', () => {
    expect(
      startsFrom(calendar('1M', '2026-03-31 00:00:00'), '2025-02-10', 3),
    ).toEqual([
      '2025-01-31T00:00:00.000Z',
      '2025-02-28T00:00:00.000Z',
      '2025-03-31T00:00:00.000Z',
    ]);
  });

  it('has days of 23 and 25 hours where the clock changes', () => {
    const lengths = (zone: string, day: string) => {
      const { from, resetsAt = NaN } = windowRange(
        calendar('1d', '2026-01-01 00:00:00', zone),
        at(day),
      );
      return (resetsAt - from) / HOUR_MS;
    };
    expect(lengths('Europe/Berlin', '2026-03-29T12:00:00Z')).toBe(23);
    expect(lengths('Europe/Berlin', '2026-10-25T12:00:00Z')).toBe(25);
    expect(lengths('America/New_York', '2026-03-08T16:00:00Z')).toBe(23);
    expect(lengths('Australia/Lord_Howe', '2026-04-05T00:00:00Z')).toBe(24.5);
    expect(lengths('Asia/Kathmandu', '2026-03-29T12:00:00Z')).toBe(24);
  });

  it('takes a time that is skipped as later, and the first of a time that comes twice', () => {
    // In Berlin 02:30 does not exist on 29 March, and comes twice on 25 October.
    const window = calendar('1d', '2026-01-01 02:30:00', 'Europe/Berlin');
    expect(startsFrom(window, '2026-03-28T12:00:00Z', 3)).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
    expect(startsFrom(window, '2026-10-24T12:00:00Z', 3)).toEqual([
      '2026-10-24T00:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  it('goes on over a day that a zone left out', () => {
    // Samoa crossed the date line: there was no 30 December 2011.
    const window = calendar('1d', '2011-12-01 00:00:00', 'Pacific/Apia');
    expect(startsFrom(window, '2011-12-29T12:00:00Z', 3)).toEqual([
      '2011-12-29T10:00:00.000Z',
      '2011-12-30T10:00:00.000Z',
      '2011-12-31T10:00:00.000Z',
    ]);
  });

  const windows = fc
    .record({
      value: fc.integer({ min: 1, max: 40 }),
      unit: fc.constantFrom('m', 'h', 'd', 'w', 'M', 'Q', 'Y'),
      // Around the starts of summer and winter time, and everywhere else.
      start: fc.oneof(
        fc.integer({ min: at('2015-01-01'), max: at('2035-01-01') }),
        fc.constantFrom(
          at('2026-03-29T02:30:00Z'),
          at('2026-10-25T02:30:00Z'),
          at('2026-03-08T02:30:00Z'),
          at('2026-04-05T01:45:00Z'),
          at('2024-02-29T00:00:00Z'),
          at('2025-01-31T23:59:59Z'),
        ),
      ),
      timeZone: fc.constantFrom(
        'UTC',
        'Europe/Berlin',
        'America/New_York',
        'Australia/Lord_Howe',
        'Asia/Kathmandu',
      ),
    })
    .map(({ value, unit, start, timeZone }) =>
      calendarWindow({
        duration: `${Math.min(value, unit === 'Y' ? 10 : 40)}${unit}`,
        startTime: new Date(start).toISOString().slice(0, 19).replace('T', ' '),
        timeZone,
      }),
    )
    .filter(window => window !== undefined);
  const moments = fc.integer({
    min: at('2010-01-01'),
    max: at('2040-01-01'),
  });

  it('has periods that hold the moment, and one behind the other', () => {
    fc.assert(
      fc.property(windows, moments, (window, now) => {
        const { from, to, resetsAt = NaN } = windowRange(window, now);
        expect(to).toBe(now);
        expect(from).toBeLessThanOrEqual(now);
        expect(resetsAt).toBeGreaterThan(now);
        expect(windowRange(window, resetsAt).from).toBe(resetsAt);
        expect(windowRange(window, from - 1).resetsAt).toBe(from);
        expect(windowEndingAt(window, resetsAt).from).toBe(from);
      }),
      { numRuns: 500 },
    );
  });

  it('has the same period for every moment in it', () => {
    fc.assert(
      fc.property(
        windows,
        moments,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (window, now, share) => {
          const { from, resetsAt = NaN } = windowRange(window, now);
          const other = Math.min(
            resetsAt - 1,
            Math.floor(from + share * (resetsAt - from)),
          );
          // The one before in between, so that nothing is remembered.
          windowRange(window, from - 1);
          expect(windowRange(window, other)).toEqual({
            from,
            to: other,
            resetsAt,
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('keeps the hour of the first start all year long', () => {
    fc.assert(
      fc.property(
        windows.filter(({ duration }) => 'dwMQY'.includes(duration.unit)),
        moments,
        (window, now) => {
          const { from } = windowRange(window, now);
          const shown = new Intl.DateTimeFormat('en-GB', {
            timeZone: window.timeZone,
            hour: '2-digit',
            minute: '2-digit',
            second: '2-digit',
            hourCycle: 'h23',
          }).format(from);
          const wanted = window.startTime.slice(11);
          // A skipped time is up to an hour later.
          const later = minutesOf(shown) - minutesOf(wanted);
          expect(shown === wanted || (later > 0 && later <= 60)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

describe('calendarWindow', () => {
  it.each([
    ['1', '2026-01-01 00:00:00', 'UTC'],
    ['1M', '2026-02-30 00:00:00', 'UTC'],
    ['1M', '2026-01-01', 'UTC'],
    ['1M', '2026-01-01 00:00:00', 'Europe/Atlantis'],
    ['1M', '2026-01-01 00:00:00', ''],
  ])('does not take %s from %s in %s', (duration, startTime, timeZone) => {
    expect(calendarWindow({ duration, startTime, timeZone })).toBeUndefined();
  });
});
