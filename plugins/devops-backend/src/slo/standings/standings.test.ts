import type { Server } from 'node:http';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { ServiceUnavailableError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  devopsSourcesExtensionPoint,
  type SloRuleRecord,
  type SloSource,
  type SloStatusRecord,
} from '@backstage-devops/plugin-devops-node';
import {
  generateRules,
  parseOpenSlo,
} from '@backstage-devops/plugin-devops-slo';
import request from 'supertest';
import devopsPlugin from '../..';
import { productionOf, service } from '../../__testUtils__/startSlos';

jest.setTimeout(120_000);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WINDOW_MS = 30 * DAY_MS;
const BASE = 'https://gitlab.example.com/team/shop/-/blob/main';
const SLOS = '/api/devops/entities/component/default/shop/slos';

const FILE = `
apiVersion: openslo/v1
kind: SLO
metadata:
  name: availability
  displayName: Availability
spec:
  service: shop
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 30d, isRolling: true }]
  indicator:
    metadata: { name: availability }
    spec:
      ratioMetric:
        counter: true
        good:
          metricSource: { type: Prometheus, spec: { query: 'sum(good_total)' } }
        total:
          metricSource: { type: Prometheus, spec: { query: 'sum(all_total)' } }
  objectives:
    - target: 0.99
`;

function status(changes: Partial<SloStatusRecord> = {}): SloStatusRecord {
  return {
    sloId: 'shop-availability',
    service: 'shop',
    name: 'availability',
    labels: {},
    objective: 0.99,
    windowMs: WINDOW_MS,
    coverage: 'events',
    live: true,
    ratios: [
      { windowMs: 5 * MINUTE_MS, errorRatio: 0.02 },
      { windowMs: HOUR_MS, errorRatio: 0.005 },
      { windowMs: WINDOW_MS, errorRatio: 0.004 },
    ],
    alertWindows: [
      {
        longMs: HOUR_MS,
        shortMs: 5 * MINUTE_MS,
        factor: 14.4,
        severity: 'page',
        canFire: true,
      },
    ],
    alerts: [],
    ...changes,
  };
}

/** Tells what the test says. */
class FakeStore implements SloSource {
  readonly provider = 'prometheus';
  readonly metricSourceTypes = ['prometheus'];
  readonly intervalMs = MINUTE_MS;
  readonly title = 'Fake Prometheus';
  readonly id: string;
  at = new Date();
  statuses: SloStatusRecord[] = [];
  failure?: Error;
  live: SloRuleRecord[] = [];
  rounds = 0;
  readonly rules = {
    checkIntervalMs: HOUR_MS,
    readRules: async () => this.live,
  };

  constructor(id = 'prometheus-main') {
    this.id = id;
  }

  async readStatuses() {
    this.rounds += 1;
    if (this.failure) {
      throw this.failure;
    }
    return { at: this.at, statuses: this.statuses };
  }

  explain: SloSource['explain'] = ({ sloId, burnWindowMs }) => [
    {
      figure: 'currentBurn',
      language: 'PromQL',
      query: `burn(${sloId}, ${burnWindowMs})`,
    },
  ];
}

describe('objectives of time-series stores', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
  let stop: (() => Promise<void>) | undefined;

  afterEach(async () => {
    await stop?.();
    stop = undefined;
  });

  async function start(
    databaseId: Parameters<typeof databases.init>[0],
    options: { stores?: FakeStore[]; entities?: Entity[] } = {},
  ) {
    const stores = options.stores ?? [new FakeStore()];
    const files: Record<string, string> = {};
    const scheduler = mockServices.scheduler();
    const publish = jest.fn().mockResolvedValue(undefined);
    const backend = await startTestBackend({
      features: [
        devopsPlugin,
        createBackendModule({
          pluginId: 'devops',
          moduleId: 'stores',
          register(reg) {
            reg.registerInit({
              deps: { sources: devopsSourcesExtensionPoint },
              async init({ sources }) {
                sources.addSloSource(...stores);
              },
            });
          },
        }),
        mockServices.database.factory({
          knex: await databases.init(databaseId),
        }),
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        mockServices.urlReader.mock({
          search: async () => ({
            etag: `${Math.random()}`,
            files: Object.entries(files).map(([file, text]) => ({
              url: `${BASE}/${file}`,
              content: async () => Buffer.from(text),
            })),
          }),
        }).factory,
        mockServices.rootConfig.factory({
          data: {
            integrations: {
              gitlab: [
                {
                  host: 'gitlab.example.com',
                  apiBaseUrl: 'https://gitlab.example.com/api/v4',
                },
              ],
            },
            devops: { slos: { refreshInterval: { milliseconds: 1 } } },
          },
        }),
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({ publish }),
        }),
        catalogServiceMock.factory({
          entities: options.entities ?? [service('shop'), productionOf('shop')],
        }),
      ],
    });
    stop = () => backend.stop();
    const server: Server = backend.server;
    return {
      store: stores[0],
      files,
      publish,
      runTask: (id: string) => scheduler.triggerTask(id),
      async round(store = stores[0]) {
        await scheduler.triggerTask(`devops-read-slos-${store.id}`);
      },
      get: (path: string) => request(server).get(path),
      async list(path = SLOS) {
        return (await request(server).get(path).expect(200)).body;
      },
    };
  }

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    it('appear on the entity of their service, without any file', async () => {
      const { store, list, round, get } = await start(databaseId);
      expect(await list()).toMatchObject({ items: [] });

      store.statuses = [
        status({
          eventsPerSecond: 3,
          alerts: [
            { name: 'ErrorBudgetBurn', state: 'firing', severity: 'page' },
          ],
        }),
        status({ sloId: 'cart-latency', service: 'cart', name: 'latency' }),
      ];
      await round();
      const { items, problems, freshness } = await list();
      expect(problems).toEqual([]);
      expect(items).toEqual([
        expect.objectContaining({
          id: 'shop-availability',
          service: 'shop',
          objective: 0.99,
          windowText: '30d',
          state: 'at_risk',
          errorRatio: 0.004,
          budgetRemaining: expect.closeTo(0.6, 12),
          currentBurn: expect.closeTo(2, 12),
          eventsPerSecond: 3,
          measuredAt: store.at.toISOString(),
          figures: [
            {
              figure: 'currentBurn',
              language: 'PromQL',
              query: 'burn(shop-availability, 300000)',
            },
          ],
          alerts: [
            { name: 'ErrorBudgetBurn', state: 'firing', severity: 'page' },
          ],
          measuredBy: { id: 'prometheus-main', title: 'Fake Prometheus' },
          sentence:
            '99 % of events are good over 30 days: that allows 7 hours 12 minutes of total failure.',
        }),
      ]);
      expect(items[0]).not.toHaveProperty('source');
      expect(freshness).toMatchObject({
        state: 'current',
        completeUntil: store.at.toISOString(),
        sources: [
          expect.objectContaining({
            id: 'prometheus-main',
            capabilities: ['slos'],
          }),
        ],
      });
      await get(SLOS.replace('shop', 'cart')).expect(404);
      // Neither of these asked the store.
      expect(store.rounds).toBe(1);
    });

    it('are judged by their calendar period, and by the new one after its reset', async () => {
      const { store, list, round, get } = await start(databaseId);
      const begun = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - HOUR_MS;
      const explained: Array<number | undefined> = [];
      store.explain = ({ periodMs }) => {
        explained.push(periodMs);
        return [];
      };
      const daily = (errorRatio: number) =>
        status({
          windowMs: DAY_MS,
          ratios: [
            { windowMs: 5 * MINUTE_MS, errorRatio: 0 },
            { windowMs: DAY_MS, errorRatio: 0.9 },
          ],
          calendar: {
            duration: '1d',
            startTime: new Date(begun)
              .toISOString()
              .slice(0, 19)
              .replace('T', ' '),
            timeZone: 'UTC',
            errorRatio,
          },
        });
      // Of the period before, and stored as what was left of that one.
      store.at = new Date(begun - HOUR_MS);
      store.statuses = [daily(0.008)];
      await round();
      expect((await list()).items[0]).toMatchObject({ state: 'no_data' });

      store.at = new Date(begun + HOUR_MS);
      store.statuses = [daily(0.0025)];
      await round();
      const { items } = await list();
      expect(items[0]).toMatchObject({
        state: 'ok',
        errorRatio: 0.0025,
        budgetRemaining: expect.closeTo(0.75, 12),
        windowText: '1d',
        windowKind: 'calendar',
        period: {
          start: new Date(begun).toISOString(),
          resetsAt: new Date(begun + DAY_MS).toISOString(),
          timeZone: 'UTC',
        },
        sentence:
          '99 % of events are good in every calendar day: that allows 14 minutes 24 seconds of total failure.',
      });
      expect(explained.pop()).toBe(HOUR_MS);

      const history = async (from: number) => {
        const { body } = await get(`${SLOS}/shop-availability/history`)
          .query({ from: new Date(from).toISOString() })
          .expect(200);
        return body.points.flatMap(
          ({ budgetRemaining }: { budgetRemaining?: number }) =>
            budgetRemaining ?? [],
        );
      };
      expect(await history(begun - 2 * HOUR_MS)).toEqual([
        expect.closeTo(0.2, 12),
        expect.closeTo(0.75, 12),
      ]);
      const { body } = await get(`${SLOS}/shop-availability/history`).expect(
        200,
      );
      expect(Date.parse(body.from)).toBeGreaterThanOrEqual(
        begun - 5 * MINUTE_MS,
      );
    });

    it('say when rules do not have the calendar periods of the file', async () => {
      const { store, files, list, round, runTask } = await start(databaseId);
      const startOfYear = {
        startTime: '2026-01-01 00:00:00',
        timeZone: 'Europe/Berlin',
      };
      const calendar = { duration: '1M', ...startOfYear };
      files['slo/availability.yaml'] = FILE.replace(
        'duration: 30d, isRolling: true',
        `duration: 1M, isRolling: false, calendar: ${JSON.stringify(startOfYear)}`,
      );
      await runTask('devops-read-slo-files');
      const problemsOf = async (changes: Partial<SloStatusRecord>) => {
        store.at = new Date();
        store.statuses = [status(changes)];
        await round();
        const { problems } = await list();
        return problems.map(({ message }: { message: string }) => message);
      };
      expect(await problemsOf({})).toEqual([
        expect.stringContaining('do not count the calendar periods'),
      ]);
      expect(
        await problemsOf({ calendar: { ...calendar, timeZone: 'UTC' } }),
      ).toHaveLength(1);
      expect(await problemsOf({ calendar })).toEqual([]);
    });

    it('keep a course of the budget and a ledger, one figure for each stretch', async () => {
      const { store, round, get } = await start(databaseId);
      const now = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
      const told = async (at: number, errorRatio: number) => {
        store.at = new Date(at);
        store.statuses = [
          status({ ratios: [{ windowMs: WINDOW_MS, errorRatio }] }),
        ];
        await round();
      };
      await told(now - 3 * HOUR_MS, 0.001);
      await told(now - 2 * HOUR_MS, 0.002);
      await told(now - 2 * HOUR_MS + MINUTE_MS, 0.003);
      // An older report that comes late changes nothing of what is newer.
      await told(now - MINUTE_MS, 0.005);
      store.at = new Date(now - 2 * MINUTE_MS);
      await round();

      const { body } = await get(`${SLOS}/shop-availability/history`)
        .query({
          from: new Date(now - 4 * HOUR_MS).toISOString(),
          to: new Date(now).toISOString(),
          points: 4,
        })
        .expect(200);
      expect(body.stepMs).toBe(HOUR_MS);
      expect(
        body.points.map((point: any) => point.budgetRemaining ?? null),
      ).toEqual([
        null,
        expect.closeTo(0.9, 9),
        expect.closeTo(0.7, 9),
        expect.closeTo(0.5, 9),
      ]);

      const whole = await get(`${SLOS}/shop-availability/history`).expect(200);
      expect(
        whole.body.points.filter(
          (point: any) => point.budgetRemaining !== undefined,
        ).length,
      ).toBeGreaterThanOrEqual(3);
      await get(`${SLOS}/nothing/history`).expect(404);
    });

    it('are stale with their age when the store does not answer', async () => {
      const { store, list, round, runTask, publish } = await start(databaseId);
      await runTask('devops-follow-catalog');
      store.at = new Date(Date.now() - 10 * MINUTE_MS);
      store.statuses = [status()];
      await round();
      store.failure = new ServiceUnavailableError(
        'Fake Prometheus did not answer: check that it runs',
      );
      await round();

      const { items, freshness } = await list();
      expect(items).toEqual([
        expect.objectContaining({
          state: 'stale',
          measuredAt: store.at.toISOString(),
          budgetRemaining: expect.closeTo(0.6, 12),
          sentence: expect.stringContaining(
            `The newest result is from ${store.at.toISOString()}.`,
          ),
        }),
      ]);
      expect(items[0]).not.toHaveProperty('exhaustsInMs');
      expect(freshness).toMatchObject({
        state: 'failing',
        completeUntil: store.at.toISOString(),
        sources: [
          expect.objectContaining({
            lastError: expect.objectContaining({
              message: expect.stringContaining('check that it runs'),
            }),
          }),
        ],
      });
      await new Promise(done => setTimeout(done, 1_500));
      expect(publish).toHaveBeenCalledWith(
        expect.objectContaining({
          message: expect.objectContaining({ entityUid: 'uid-shop' }),
        }),
      );
    });

    it('take words from the file and numbers from the rules, and tell where they differ', async () => {
      const { store, files, list, round, runTask } = await start(databaseId);
      files['slo/availability.yaml'] = FILE;
      await runTask('devops-read-slo-files');
      expect((await list()).items).toEqual([
        expect.objectContaining({
          state: 'unmeasured',
          sentence: expect.stringContaining(
            'Fake Prometheus has no rules of it; make them with `devops slo rules`',
          ),
        }),
      ]);

      store.statuses = [status({ objective: 0.999 })];
      await round();
      const { items, problems } = await list();
      expect(items).toEqual([
        expect.objectContaining({
          id: 'shop-availability',
          title: 'Availability',
          objective: 0.999,
          budgetRemaining: expect.closeTo(1 - 0.004 / 0.001, 9),
          state: 'exhausted',
          queries: [
            { role: 'good', type: 'Prometheus', query: 'sum(good_total)' },
            { role: 'total', type: 'Prometheus', query: 'sum(all_total)' },
          ],
          source: expect.objectContaining({ file: 'slo/availability.yaml' }),
        }),
      ]);
      expect(problems).toEqual([
        expect.objectContaining({
          severity: 'warning',
          file: 'slo/availability.yaml',
          message: expect.stringContaining(
            'the objective is 99.9 % in the rules of Fake Prometheus and 99 % in the file',
          ),
        }),
      ]);
    });
  });

  const [anyDatabase] = databases.eachSupportedId()[0];

  it.each<[string, Partial<SloStatusRecord>, string, string]>([
    [
      'no_traffic',
      { coverage: 'no_traffic', ratios: [] },
      'no_traffic',
      'there was no traffic',
    ],
    [
      'no data',
      { coverage: 'no_data', live: false, ratios: [] },
      'no_data',
      'no data for them',
    ],
    [
      'NaN',
      {
        coverage: 'not_a_number',
        ratios: [{ windowMs: HOUR_MS, errorRatio: 0 }],
      },
      'no_data',
      'is not a number',
    ],
    [
      'rules that are young',
      { ratios: [{ windowMs: HOUR_MS, errorRatio: 0 }] },
      'ok',
      'is known once the rule',
    ],
  ])('keep %s apart', async (_, changes, state, words) => {
    const { store, list, round } = await start(anyDatabase);
    store.statuses = [status(changes)];
    await round();
    const [slo] = (await list()).items;
    expect(slo).toMatchObject({ state });
    expect(slo.sentence).toContain(words);
    expect(slo).not.toHaveProperty('budgetRemaining');
  });

  it('are judged once for each environment, and by several stores', async () => {
    const stores = [new FakeStore(), new FakeStore('prometheus-eu')];
    const { list, round } = await start(anyDatabase, { stores });
    stores[0].statuses = [
      status({ environment: 'production' }),
      status({ environment: 'staging' }),
    ];
    stores[1].statuses = [status({ environment: 'production' })];
    await round(stores[0]);
    await round(stores[1]);
    const { items, freshness } = await list();
    expect(items.map(({ id }: any) => id)).toEqual([
      'shop-availability@production',
      'shop-availability@production@prometheus-main',
      'shop-availability@staging',
    ]);
    expect(items[0].sentence).toMatch(/^In production, 99 %/);
    expect(freshness.sources).toHaveLength(2);
  });

  it('are of environments once requests have told those', async () => {
    const { store, list, round } = await start(anyDatabase);
    const ids = async () =>
      (await list()).items.map(({ id }: { id: string }) => id);
    store.at = new Date(Date.now() - 2 * MINUTE_MS);
    store.statuses = [status({ coverage: 'no_data', live: false, ratios: [] })];
    await round();
    expect(await ids()).toEqual(['shop-availability']);

    store.at = new Date(Date.now() - MINUTE_MS);
    store.statuses = [status({ environment: 'production' })];
    await round();
    expect(await ids()).toEqual(['shop-availability@production']);
  });

  it('belong to the services that an annotation lists', async () => {
    const { store, list, round } = await start(anyDatabase, {
      entities: [
        service('shop', {
          annotations: { 'backstage-devops.io/slo-service': 'cart, till' },
        }),
      ],
    });
    store.statuses = ['cart', 'till', 'shop'].map(name =>
      status({ sloId: `${name}-a`, service: name }),
    );
    await round();
    const { items } = await list();
    expect(items.map((item: any) => item.service)).toEqual(['cart', 'till']);
  });

  it('stay for a while when the store does not know them any more, and then go', async () => {
    const { store, list, round } = await start(anyDatabase);
    const at = (minutes: number) => new Date(Date.now() - minutes * MINUTE_MS);
    store.statuses = [status()];
    store.at = at(90);
    await round();
    store.statuses = [];
    store.at = at(30);
    await round();
    expect((await list()).items).toEqual([
      expect.objectContaining({
        state: 'stale',
        sentence: expect.stringContaining('has no rules of it any more'),
      }),
    ]);

    store.statuses = [status()];
    store.at = at(29);
    await round();
    expect((await list()).items).toHaveLength(1);
    await stop?.();

    const later = await start(anyDatabase);
    later.store.statuses = [status()];
    later.store.at = at(90);
    await later.round();
    later.store.statuses = [];
    later.store.at = at(80);
    await later.round();
    expect((await later.list()).items).toEqual([]);
  });

  it('tell where live rules are others than the file asks for, or fail', async () => {
    const { store, files, list, round, runTask } = await start(anyDatabase);
    const check = async () => {
      await runTask(`devops-check-slo-rules-${store.id}`);
      return (await list()).problems;
    };
    files['slo/availability.yaml'] = FILE;
    await runTask('devops-read-slo-files');
    const { specs } = parseOpenSlo(FILE, { file: 'slo/availability.yaml' });
    store.statuses = [status()];
    store.live = [...generateRules(specs)]
      .flatMap(({ groups }) => groups)
      .flatMap(group =>
        group.rules.map((rule): SloRuleRecord => ({
          sloId: 'shop-availability',
          group: group.name,
          name: 'record' in rule ? rule.record : rule.alert,
          kind: 'record' in rule ? 'recording' : 'alerting',
          query: rule.expr,
          labels: rule.labels,
        })),
      );
    await round();
    expect(await check()).toEqual([]);

    store.live[0].query = 'vector(0)';
    store.live[1].lastError = 'many-to-many matching';
    expect(await check()).toEqual([
      expect.objectContaining({
        file: 'slo/availability.yaml',
        severity: 'warning',
        message: `shop-availability at Fake Prometheus: 1 rule is evaluated with another query: ${store.live[0].name}; 1 rule fails, first ${store.live[1].name}: many-to-many matching`,
        remedy: expect.stringContaining('devops slo rules'),
      }),
    ]);

    store.live = [];
    expect(await check()).toEqual([]);
  });
});
