import { ConfigReader } from '@backstage/config';
import {
  calendarWindow,
  evaluateRatios,
  formatRules,
  generateRules,
  parseSloFiles,
  windowRange,
} from '@backstage-devops/plugin-devops-slo';
import {
  isInstalled,
  RealPrometheus,
  until,
} from './__testUtils__/RealPrometheus';
import { readPrometheusInstances } from './config';
import { PrometheusSource } from './PrometheusSource';

jest.setTimeout(180_000);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** promtool reads the whole past again for each two hours of it. */
const DAYS = 3;

/** Now to the minute: nothing of the test happens within one. */
const NOW = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;

/** The periods began within the past that is there, wherever today is. */
const TWO_DAYS = {
  duration: '2d',
  startTime: localTime(NOW - 30 * HOUR_MS),
  timeZone: 'Asia/Kathmandu',
};
const DAY = {
  duration: '1d',
  startTime: localTime(NOW - 7 * HOUR_MS),
  timeZone: 'UTC',
};

function localTime(time: number): string {
  return new Date(time)
    .toISOString()
    .slice(0, 16)
    .replace('T', ' ')
    .concat(':00');
}

function file(name: string, calendar: typeof DAY) {
  const source = (query: string) =>
    `{ metricSource: { type: Prometheus, spec: { query: '${query}' } } }`;
  return {
    file: `${name}.yaml`,
    text: `apiVersion: openslo/v1
kind: SLO
metadata: { name: ${name} }
spec:
  service: shop
  indicator:
    metadata: { name: sli }
    spec:
      ratioMetric:
        counter: true
        bad: ${source('sum(rate(bad_total[{{.window}}]))')}
        total: ${source('sum(rate(all_total[{{.window}}]))')}
  timeWindow:
    - duration: ${calendar.duration}
      isRolling: false
      calendar: { startTime: ${calendar.startTime}, timeZone: ${calendar.timeZone} }
  budgetingMethod: Occurrences
  objectives: [{ target: 0.99 }]
`,
  };
}

/** What was recorded at a time: more traffic by day, and bad hours now and then. */
function recordedAt(at: number, salt: number) {
  const hour = Math.floor(at / HOUR_MS);
  const total = hour % 24 > 8 ? 100 : 3;
  const bad = (hour + salt) % 5 < 2 ? total / 4 : 0;
  return { bad, total };
}

/** When samples were recorded, by five minutes and never on a full one. */
function moments(): number[] {
  const count = (DAYS * DAY_MS) / (5 * MINUTE_MS);
  return Array.from(
    { length: count },
    (_, i) => NOW - (count - i) * 5 * MINUTE_MS + 2 * MINUTE_MS,
  );
}

const OBJECTIVES = [
  { name: 'long', calendar: TWO_DAYS, salt: 0, environment: 'production' },
  { name: 'long', calendar: TWO_DAYS, salt: 2, environment: 'staging' },
  { name: 'short', calendar: DAY, salt: 4, environment: 'production' },
];

function openMetrics(): string {
  const families = (['errors', 'total'] as const).map(what => {
    const metric = `slo:sli_${what}:sum5m`;
    const lines = OBJECTIVES.flatMap(({ name, salt, environment }) =>
      moments().map(at => {
        const { bad, total } = recordedAt(at, salt);
        return `${metric}{sloth_id="shop-${name}",sloth_service="shop",sloth_slo="${name}",environment="${environment}"} ${what === 'errors' ? bad : total} ${at / 1000}`;
      }),
    );
    return `# TYPE ${metric} gauge\n${lines.join('\n')}`;
  });
  return `${families.join('\n')}\n# EOF\n`;
}

/** The share of bad events in the period, added up by hand. */
function byHand({ calendar, salt }: (typeof OBJECTIVES)[number]): number {
  const { from } = windowRange(calendarWindow(calendar)!, NOW);
  const ofPeriod = moments()
    .filter(at => at > from + 5 * MINUTE_MS)
    .map(at => recordedAt(at, salt));
  const sum = (key: 'bad' | 'total') =>
    ofPeriod.reduce((all, recorded) => all + recorded[key], 0);
  return sum('bad') / sum('total');
}

const describeReal = isInstalled() ? describe : describe.skip;

describeReal('calendar windows against a real Prometheus', () => {
  let prometheus: RealPrometheus;
  let source: PrometheusSource;

  beforeAll(async () => {
    const { specs } = parseSloFiles([
      file('long', TWO_DAYS),
      file('short', DAY),
    ]);
    prometheus = await RealPrometheus.start({
      metrics: openMetrics(),
      rules: formatRules(generateRules(specs), 'prometheus'),
    });
    const [instance] = readPrometheusInstances(
      new ConfigReader({
        devops: {
          prometheus: { instances: [{ id: 'real', baseUrl: prometheus.url }] },
        },
      }),
    );
    await until(async () => {
      const info = await prometheus.list('sloth_slo_info', new Date());
      const objectives = await prometheus.list(
        'slo:objective:ratio',
        new Date(),
      );
      return info.length === 2 && objectives.length === 2;
    });
    // What rules record now is visible a little later than the past.
    source = new PrometheusSource({ instance, now: () => Date.now() });
  });

  afterAll(() => prometheus?.stop());

  it('have the error ratio of the events since the start of their periods', async () => {
    const { at, statuses } = await source.readStatuses({
      signal: new AbortController().signal,
    });
    expect(statuses).toHaveLength(3);
    for (const one of OBJECTIVES) {
      const status = statuses.find(
        ({ sloId, environment }) =>
          sloId === `shop-${one.name}` && environment === one.environment,
      )!;
      const ratio = byHand(one);
      expect(ratio).toBeGreaterThan(0);
      expect(status.calendar).toEqual({
        ...one.calendar,
        errorRatio: expect.closeTo(ratio, 12),
      });

      const { range, budgetRemaining } = evaluateRatios({
        ...status,
        now: at.getTime(),
        newestAt: at.getTime(),
        staleAfterMs: MINUTE_MS,
      });
      expect(budgetRemaining).toBeCloseTo(1 - ratio / 0.01, 9);
      const figures = source.explain({
        ...status,
        periodMs: at.getTime() - range.from,
      });
      for (const [name, shown] of [
        ['errorRatio', ratio],
        ['budgetRemaining', budgetRemaining],
      ] as const) {
        const { query } = figures.find(({ figure }) => figure === name)!;
        expect(await prometheus.ask(query, at)).toBeCloseTo(shown!, 9);
      }
    }
  });
});
