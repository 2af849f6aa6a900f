import { ConfigReader } from '@backstage/config';
import {
  compareLiveRules,
  evaluateRatios,
  formatRules,
  generateRules,
  parseSloFiles,
  type SloSpec,
} from '@backstage-devops/plugin-devops-slo';
import {
  isInstalled,
  RealPrometheus,
  until,
} from './__testUtils__/RealPrometheus';
import { readPrometheusInstances } from './config';
import { PrometheusSource } from './PrometheusSource';

jest.setTimeout(180_000);

const MINUTES = 240;

/** An objective in Sloth's language on counters with the label `app`. */
function slothFile(service: string, name: string, by = '') {
  const rate = (matchers: string) =>
    `sum ${by}(rate(http_requests_total{${matchers}app="${service}"}[{{.window}}]))`;
  return {
    file: `${service}-${name}.yaml`,
    text: `
version: prometheus/v1
service: ${service}
slos:
  - name: ${name}
    objective: 99
    labels: { owner: group:default/${service} }
    sli:
      events:
        error_query: ${rate('code="500", ')}
        total_query: ${rate('')}
    alerting: { name: ErrorBudgetBurn }
`,
  };
}

/** Counters that end now, a sample a minute. */
function openMetrics(now: number): string {
  const series: Array<[string, (minute: number) => number]> = [
    ['app="burning",code="200"', minute => minute * 60],
    [
      'app="burning",code="500"',
      minute => Math.max(0, minute - (MINUTES - 90)) * 30,
    ],
    ['app="calm",code="200"', minute => minute * 300],
    ['app="idle",code="200"', () => 5],
    ['app="idle",code="500"', () => 1],
    ['app="many",code="200",environment="production"', minute => minute * 60],
    ['app="many",code="500",environment="production"', minute => minute * 2],
    ['app="many",code="200",environment="staging"', minute => minute * 60],
    ['app="many",code="500",environment="staging"', minute => minute * 9],
  ];
  const lines = series.flatMap(([labels, value]) =>
    Array.from({ length: MINUTES + 1 }, (_, minute) => {
      const at = now / 1000 - (MINUTES - minute) * 60;
      return `http_requests_total{${labels}} ${value(minute)} ${at}`;
    }),
  );
  return `# TYPE http_requests counter\n${lines.join('\n')}\n# EOF\n`;
}

type Compared = { what: string; shown?: number; byHand?: number };

function differs({ shown, byHand }: Compared): boolean {
  const isKnown = byHand !== undefined && !Number.isNaN(byHand);
  return shown === undefined || !isKnown
    ? shown !== undefined || isKnown
    : Math.abs(shown - byHand) > 1e-9 * Math.max(1, Math.abs(byHand));
}

const describeReal = isInstalled() ? describe : describe.skip;

describeReal('against a real Prometheus', () => {
  let prometheus: RealPrometheus;
  let source: PrometheusSource;
  let specs: SloSpec[];

  beforeAll(async () => {
    const weighted = parseSloFiles([
      slothFile('burning', 'availability'),
      slothFile('calm', 'availability'),
      slothFile('idle', 'availability'),
      slothFile('nothing', 'availability'),
      slothFile('many', 'availability', 'by (environment) '),
    ]);
    const sloth = parseSloFiles([
      slothFile('burning', 'sloth'),
      slothFile('idle', 'sloth'),
    ]);
    specs = [...weighted.specs, ...sloth.specs];
    const groups = (some: SloSpec[], mode: 'weighted' | 'sloth') =>
      formatRules(generateRules(some, { mode }), 'prometheus').replace(
        'groups:\n',
        '',
      );
    prometheus = await RealPrometheus.start({
      metrics: openMetrics(Math.floor(Date.now() / 60_000) * 60_000),
      // Rules about periods would be evaluated in five minutes only.
      rules: `groups:\n${groups(weighted.specs, 'weighted')}${groups(
        sloth.specs,
        'sloth',
      )}`.replaceAll('interval: 5m', 'interval: 1s'),
    });
    const [instance] = readPrometheusInstances(
      new ConfigReader({
        devops: {
          prometheus: { instances: [{ id: 'real', baseUrl: prometheus.url }] },
        },
      }),
    );
    source = new PrometheusSource({ instance });
    await until(async () => {
      const alerts = await prometheus.list(
        'ALERTS{sloth_id="burning-availability", alertstate="firing"}',
        new Date(),
      );
      const burns = await prometheus.list(
        'slo:period_burn_rate:ratio',
        new Date(),
      );
      return alerts.length > 0 && burns.length >= 6;
    });
  });

  afterAll(() => prometheus?.stop());

  async function readStatuses() {
    const { at, statuses } = await source.readStatuses({
      signal: new AbortController().signal,
    });
    const find = (sloId: string, environment?: string) =>
      statuses.find(
        status => status.sloId === sloId && status.environment === environment,
      )!;
    return { at, statuses, find };
  }

  it('equals what its queries give by hand at the same instant', async () => {
    const { at, statuses } = await readStatuses();
    const compared: Compared[] = [];
    for (const status of statuses) {
      const evaluated = evaluateRatios({
        ...status,
        now: at.getTime(),
        newestAt: at.getTime(),
        staleAfterMs: 60_000,
      });
      const figures: Record<string, number | null | undefined> = {
        objective: status.objective,
        errorRatio: evaluated.errorRatio,
        budgetRemaining: evaluated.budgetRemaining,
        currentBurn: evaluated.currentBurn,
        eventsPerSecond: status.eventsPerSecond,
      };
      const queries = source.explain({
        ...status,
        burnWindowMs: evaluated.currentBurnWindowMs ?? undefined,
      });
      for (const { figure, query } of queries) {
        const shown = figures[figure] ?? undefined;
        if (figure in figures && (shown !== undefined || status.live)) {
          compared.push({
            what: `${status.sloId} ${status.environment ?? ''} ${figure}`,
            shown,
            byHand: await prometheus.ask(query, at),
          });
        }
      }
    }
    expect(compared.filter(differs)).toEqual([]);
    expect(statuses).toHaveLength(8);
    expect(compared.length).toBeGreaterThan(25);
  });

  it('agrees with the burn windows and alerts of the rules', async () => {
    const { at, find } = await readStatuses();
    const status = find('burning-availability');
    const evaluated = evaluateRatios({
      ...status,
      now: at.getTime(),
      newestAt: at.getTime(),
      staleAfterMs: 60_000,
    });
    const { query } = source
      .explain(status)
      .find(({ figure }) => figure === 'burnWindows')!;
    const byHand = new Map(
      (await prometheus.list(query, at)).map(({ metric, value }) => [
        metric.sloth_window,
        Number(value[1]),
      ]),
    );
    expect(evaluated.burnWindows[0]).toMatchObject({
      shortBurn: expect.closeTo(byHand.get('5m')!, 9),
      longBurn: expect.closeTo(byHand.get('1h')!, 9),
      firing: true,
    });
    expect(status.alerts).toContainEqual({
      name: 'ErrorBudgetBurn',
      state: 'firing',
      severity: 'page',
    });
    expect(status.labels).toMatchObject({ owner: 'group:default/burning' });
  });

  it('keeps no errors, no traffic, no data and environments apart', async () => {
    const { find } = await readStatuses();
    expect(find('calm-availability')).toMatchObject({
      coverage: 'events',
      live: true,
      ratios: expect.arrayContaining([{ windowMs: 300_000, errorRatio: 0 }]),
    });
    expect(find('idle-availability')).toMatchObject({
      coverage: 'no_traffic',
      live: true,
      eventsPerSecond: 0,
    });
    expect(find('idle-sloth')).toMatchObject({
      coverage: 'no_traffic',
      live: true,
    });
    expect(find('nothing-availability')).toMatchObject({
      coverage: 'no_data',
      live: false,
    });
    const shortOf = (environment: string) =>
      find('many-availability', environment).ratios[0].errorRatio;
    expect(shortOf('production')).toBeCloseTo(2 / 62, 3);
    expect(shortOf('staging')).toBeCloseTo(9 / 69, 3);
  });

  it('finds the rules as it prints them equal to those of the files, and a perturbed one not', async () => {
    const live = await source.rules.readRules({
      signal: new AbortController().signal,
    });
    for (const spec of specs) {
      const rules = live.filter(({ sloId }) => sloId === spec.id);
      expect([spec.id, compareLiveRules(spec, rules)]).toEqual([spec.id, []]);
      expect(rules.length).toBeGreaterThan(10);
      const perturbed = compareLiveRules(
        { ...spec, objective: 0.98, objectivePercent: 98 },
        rules,
      );
      expect(perturbed.join()).toContain('another query');
    }
  });
});
