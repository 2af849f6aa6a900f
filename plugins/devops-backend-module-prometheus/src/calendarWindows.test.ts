import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  BASE_URL,
  FakePrometheus,
  objective,
  sample,
  together,
} from './__testUtils__/FakePrometheus';
import { readPrometheusInstances } from './config';
import { PrometheusSource } from './PrometheusSource';

const MONTH = {
  sloth_calendar_duration: '1M',
  sloth_calendar_start: '2026-01-01 00:00:00',
  sloth_calendar_time_zone: 'Europe/Berlin',
};
/** 24 days and 13 hours after November began in Berlin. */
const NOW = Date.parse('2026-11-25T12:00:00Z');

describe('calendar windows at Prometheus', () => {
  const prometheus = new FakePrometheus();
  registerMswTestHooks(prometheus.server);

  beforeEach(() => {
    prometheus.asked.length = 0;
    prometheus.samples = {};
  });

  function sourceAt(now: number) {
    const [instance] = readPrometheusInstances(
      new ConfigReader({
        devops: {
          prometheus: { instances: [{ id: 'main', baseUrl: BASE_URL }] },
        },
      }),
    );
    return new PrometheusSource({ instance, now: () => now });
  }

  const read = (now = NOW) =>
    sourceAt(now).readStatuses({ signal: new AbortController().signal });

  const ofMonth = (sloId: string, changes: Parameters<typeof objective>[1]) =>
    objective(sloId, {
      burn: 3,
      ratios: { '5m': 0.02 },
      traffic: 2,
      ...changes,
      info: { ...MONTH, ...changes?.info },
    });

  const sincePeriod = (sloId: string, ratio: number, labels = {}) => ({
    'slo:sli_errors:sum5m': [
      sample({ sloth_id: sloId, sloth_window: 'calendar', ...labels }, ratio),
    ],
  });

  const periodQuery = () =>
    prometheus.asked
      .map(({ parameters }) => parameters.query)
      .find(query => query.includes('period_burn_rate'));

  it('asks for the sums since the start of the period, and tells their ratio', async () => {
    prometheus.samples = together(
      ofMonth('shop-availability', {}),
      sincePeriod('shop-availability', 0.0025),
    );
    const { statuses } = await read();
    expect(periodQuery()).toBe(
      'max by (sloth_id, environment, env) (last_over_time(slo:period_burn_rate:ratio{sloth_id!=""}[11m])) or ' +
        'label_replace(max by (sloth_id, environment, env) (sum_over_time(slo:sli_errors:sum5m{sloth_id=~"shop-availability"}[24d12h55m]) / ' +
        '(sum_over_time(slo:sli_total:sum5m{sloth_id=~"shop-availability"}[24d12h55m]) > 0)), "sloth_window", "calendar", "", "")',
    );
    expect(statuses).toEqual([
      expect.objectContaining({
        coverage: 'events',
        calendar: {
          duration: '1M',
          startTime: '2026-01-01 00:00:00',
          timeZone: 'Europe/Berlin',
          errorRatio: 0.0025,
        },
        // The window of the rules stays what it is.
        ratios: [
          { windowMs: 300_000, errorRatio: 0.02 },
          {
            windowMs: 30 * 24 * 3_600_000,
            errorRatio: expect.closeTo(0.03, 12),
          },
        ],
      }),
    ]);
  });

  it('asks six queries for one instant, whatever the number of calendars', async () => {
    const zones = ['UTC', 'Europe/Berlin', 'Asia/Kathmandu'];
    prometheus.samples = together(
      ...Array.from({ length: 300 }, (_, i) =>
        ofMonth(`shop-${i}`, {
          info: { sloth_calendar_time_zone: zones[i % zones.length] },
        }),
      ),
      ...Array.from({ length: 300 }, (_, i) => objective(`cart-${i}`, {})),
    );
    expect((await read()).statuses).toHaveLength(600);
    expect(prometheus.asked).toHaveLength(6);
    expect(
      new Set(prometheus.asked.map(({ parameters }) => parameters.time)),
    ).toEqual(new Set([String(NOW / 1000)]));
    // One part for each moment that periods began at, and none for the others.
    const parts = periodQuery()?.split(' or ') ?? [];
    expect(parts).toHaveLength(1 + zones.length);
    expect(parts.join()).not.toContain('cart-');
    expect(parts[1].match(/shop-\d+/g)).toHaveLength(200);
  });

  it('judges each environment by its own ratio', async () => {
    const environment = (name: string, ratio: number) =>
      together(
        ofMonth('shop-availability', { environment: name }),
        sincePeriod('shop-availability', ratio, { environment: name }),
      );
    prometheus.samples = together(
      environment('staging', 0.5),
      environment('production', 0.001),
    );
    const { statuses } = await read();
    expect(
      statuses.map(status => [status.environment, status.calendar?.errorRatio]),
    ).toEqual([
      ['staging', 0.5],
      ['production', 0.001],
    ]);
  });

  it('tells no ratio and no traffic of a period without events', async () => {
    prometheus.samples = ofMonth('shop-availability', { traffic: 0 });
    expect((await read()).statuses).toEqual([
      expect.objectContaining({
        coverage: 'no_traffic',
        calendar: expect.objectContaining({ errorRatio: undefined }),
      }),
    ]);
  });

  it('asks for nothing of a period of which nothing can be recorded yet', async () => {
    prometheus.samples = ofMonth('shop-availability', {});
    const start = Date.parse('2026-10-31T23:00:00Z');
    await read(start + 5 * 60_000);
    expect(periodQuery()).not.toContain('sum5m');
    prometheus.asked.length = 0;
    await read(start + 5 * 60_000 + 1000);
    expect(periodQuery()).toContain('[1s]');
  });

  it.each([
    ['a duration', { sloth_calendar_duration: 'soon' }],
    ['a date', { sloth_calendar_start: '1 January' }],
    ['a zone', { sloth_calendar_time_zone: 'Europe/Atlantis' }],
  ])('takes labels without %s as no calendar', async (_, info) => {
    prometheus.samples = ofMonth('shop-availability', { info });
    expect((await read()).statuses[0]).not.toHaveProperty('calendar');
    expect(periodQuery()).not.toContain('sum5m');
  });

  it('matches ids as they are written', async () => {
    prometheus.samples = ofMonth('shop-v1.2+"x"', {});
    await read();
    expect(periodQuery()).toContain('{sloth_id=~"shop-v1\\\\.2\\\\+\\"x\\""}');
  });

  it('says which query gives the numbers of the period', () => {
    const figures = sourceAt(NOW).explain({
      sloId: 'shop-availability',
      environment: 'production',
      environmentLabel: 'env',
      windowMs: 30 * 24 * 3_600_000,
      periodMs: 2 * 24 * 3_600_000,
    });
    const queryOf = (name: string) =>
      figures.find(({ figure }) => figure === name)?.query;
    const ratio =
      'max(sum_over_time(slo:sli_errors:sum5m{sloth_id="shop-availability", env="production"}[1d23h55m]) / ' +
      '(sum_over_time(slo:sli_total:sum5m{sloth_id="shop-availability", env="production"}[1d23h55m]) > 0))';
    expect(queryOf('errorRatio')).toBe(ratio);
    expect(queryOf('budgetRemaining')).toBe(
      `1 - ${ratio} / max(slo:error_budget:ratio{sloth_id="shop-availability"})`,
    );
  });
});
