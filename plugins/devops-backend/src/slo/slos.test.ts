import type { Server } from 'node:http';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  type UrlReaderService,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { NotModifiedError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type AuthorizePermissionRequest,
} from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  devopsSourcesExtensionPoint,
  type MeasurementRecord,
  type MeasurementSource,
} from '@backstage-devops/plugin-devops-node';
import request from 'supertest';
import devopsPlugin from '..';
import { productionOf, service } from '../__testUtils__/startSlos';
import {
  deploymentRecord,
  PROJECT_ANNOTATION,
  sourceModule,
  TestSource,
} from '../__testUtils__/TestSource';

jest.setTimeout(120_000);

const MINUTE_MS = 60_000;
const BASE = 'https://gitlab.example.com/team/shop/-/blob/main';
const SLOS = '/api/devops/entities/component/default/shop/slos';

const SHOP = service('shop');
const PRODUCTION = productionOf('shop');

function openSlo(options: { target?: number; source?: string } = {}): string {
  const source = options.source ?? 'type: Probe';
  const spec = (extra: string) =>
    source === 'type: Probe'
      ? `{ environment: production${extra} }`
      : '{ query: sum(up) }';
  return `
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
          metricSource: { ${source}, spec: ${spec(', outcome: success')} }
        total:
          metricSource: { ${source}, spec: ${spec('')} }
  objectives:
    - target: ${options.target ?? 0.9}
`;
}

/** A repository whose commits the test makes. */
class Repository {
  files: Record<string, string> = {};
  commit = 1;
  failure?: Error;
  readonly searched: Array<{ url: string; etag?: string }> = [];

  change(files: Record<string, string>) {
    this.files = files;
    this.commit += 1;
  }

  readonly urlReader: Pick<UrlReaderService, 'search'> = {
    search: async (url, options) => {
      this.searched.push({ url, etag: options?.etag });
      if (this.failure) {
        throw this.failure;
      }
      if (options?.etag === `${this.commit}`) {
        throw new NotModifiedError();
      }
      return {
        etag: `${this.commit}`,
        files: Object.entries(this.files).map(([file, text]) => ({
          url: `${BASE}/${file}`,
          content: async () => Buffer.from(text),
        })),
      };
    },
  };
}

/** Measures what the test says. */
class FakeProbes implements MeasurementSource {
  readonly id = 'probe';
  readonly provider = 'probe';
  readonly title = 'Fake probes';
  readonly intervalMs = 15_000;
  readonly retentionMs = 2 * 24 * 60 * MINUTE_MS;
  refusal: string | undefined;
  next: Array<Pick<MeasurementRecord, 'at' | 'ok'>> = [];

  refuses() {
    return this.refusal;
  }

  measure: MeasurementSource['measure'] = async ({ targets, emit }) => {
    for (const { entityRef, environment } of targets) {
      await emit(
        this.next.map(result => ({
          entityRef,
          environment,
          check: 'health',
          latencyMs: 10,
          ...result,
        })),
      );
    }
  };
}

describe('objectives', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
  let stop: (() => Promise<void>) | undefined;

  afterEach(async () => {
    await stop?.();
    stop = undefined;
  });

  async function start(
    databaseId: Parameters<typeof databases.init>[0],
    options: {
      probes?: FakeProbes | null;
      entities?: Entity[];
      delivery?: TestSource;
    } = {},
  ) {
    const knex = await databases.init(databaseId);
    const repository = new Repository();
    const probes =
      options.probes === null
        ? undefined
        : (options.probes ?? new FakeProbes());
    const scheduler = mockServices.scheduler();
    const permissions = mockServices.permissions.mock();
    permissions.authorizeConditional.mockImplementation((requests, caller) =>
      permissions.authorize(
        requests as unknown as AuthorizePermissionRequest[],
        caller,
      ),
    );
    permissions.authorize.mockImplementation(async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    );
    const signals = { publish: jest.fn().mockResolvedValue(undefined) };

    const backend = await startTestBackend({
      features: [
        devopsPlugin,
        createBackendModule({
          pluginId: 'devops',
          moduleId: 'probes',
          register(reg) {
            reg.registerInit({
              deps: { sources: devopsSourcesExtensionPoint },
              async init({ sources }) {
                sources.addMeasurementSource(...(probes ? [probes] : []));
              },
            });
          },
        }),
        sourceModule(...(options.delivery ? [options.delivery] : [])),
        mockServices.database.factory({ knex }),
        permissions.factory,
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        mockServices.urlReader.mock({
          search: jest.fn(repository.urlReader.search),
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
          factory: () => signals,
        }),
        catalogServiceMock.factory({
          entities: options.entities ?? [SHOP, PRODUCTION],
        }),
      ],
    });
    stop = () => backend.stop();
    const server: Server = backend.server;

    return {
      knex,
      probes: probes!,
      repository,
      permissions,
      signals,
      readFiles: () => run(scheduler, 'devops-read-slo-files'),
      runTask: (id: string) => run(scheduler, id),
      async measure(results: Array<Pick<MeasurementRecord, 'at' | 'ok'>>) {
        probes!.next = results;
        await run(scheduler, 'devops-measure-probe');
      },
      get: (path: string) => request(server).get(path),
      async slo() {
        const { body } = await request(server).get(SLOS).expect(200);
        expect(body.items).toHaveLength(1);
        return body.items[0];
      },
    };
  }

  async function run(
    scheduler: ReturnType<typeof mockServices.scheduler>,
    task: string,
  ) {
    await scheduler.triggerTask(task);
  }

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    it('spend their budget by exactly what the stored results say', async () => {
      const world = await start(databaseId);
      world.repository.change({
        'slo/availability.yaml': openSlo({ target: 0.95 }),
      });
      await world.readFiles();
      expect(await world.slo()).toMatchObject({ state: 'no_data', total: 0 });

      // A hundred good results, four a minute, the newest a moment ago.
      const now = Date.now();
      const at = (i: number) => now - 1_000 - i * 15_000;
      await world.measure(
        Array.from({ length: 100 }, (_, i) => ({ at: at(i + 4), ok: true })),
      );
      expect(await world.slo()).toMatchObject({
        id: 'shop-availability',
        title: 'Availability',
        state: 'ok',
        total: 100,
        bad: 0,
        errorRatio: 0,
        budgetRemaining: 1,
        currentBurn: 0,
        source: {
          file: 'slo/availability.yaml',
          url: `${BASE}/slo/availability.yaml`,
        },
      });
      const calm = (await world.slo()).stateSince;

      // Two probe windows with a fault at 50 %: 2 of 4 results are bad.
      await world.measure([
        { at: at(3), ok: false },
        { at: at(2), ok: true },
        { at: at(1), ok: false },
        { at: at(0), ok: true },
      ]);
      const slo = await world.slo();
      const results = await world.knex('measurements').select('ok');
      const stored = {
        total: results.length,
        bad: results.filter(({ ok }) => !ok).length,
      };
      expect(stored).toEqual({ total: 104, bad: 2 });
      // B = 0.05, e = 2/104, remaining = 1 - e/B = 1 - 40/104 = 64/104.
      expect(slo).toMatchObject(stored);
      expect(slo.errorRatio).toBeCloseTo(2 / 104, 12);
      expect(slo.budgetRemaining).toBeCloseTo(64 / 104, 12);
      expect(slo.currentBurn).toBeGreaterThan(1);
      expect(['at_risk', 'burning']).toContain(slo.state);
      expect(Date.parse(slo.stateSince)).toBeGreaterThan(Date.parse(calm));
      expect(slo.sentence).toBe(
        "95 % of requests to production succeed over 30 days: at today's traffic that allows 5 failures; 2 are spent.",
      );

      await new Promise(resolve => setTimeout(resolve, 700));
      expect(world.signals.publish).toHaveBeenCalledWith({
        recipients: { type: 'broadcast' },
        channel: 'devops:entity',
        message: { entityUid: 'uid-shop', topics: ['slo'] },
      });
    });

    it('are exhausted when more is spent than the budget', async () => {
      const world = await start(databaseId);
      world.repository.change({ 'slo/a.yaml': openSlo({ target: 0.99 }) });
      await world.readFiles();
      const now = Date.now();
      await world.measure(
        Array.from({ length: 50 }, (_, i) => ({
          at: now - (i + 1) * 1_000,
          ok: i !== 0,
        })),
      );

      const slo = await world.slo();
      // B = 0.01, e = 1/50 = 0.02, remaining = 1 - 2 = -1.
      expect(slo).toMatchObject({ state: 'exhausted', total: 50, bad: 1 });
      expect(slo.budgetRemaining).toBeCloseTo(-1, 12);
      expect(slo.exhaustsInMs).toBe(0);
    });

    it('count an environment from its first sign of life', async () => {
      const world = await start(databaseId);
      world.repository.change({ 'slo/a.yaml': openSlo() });
      await world.readFiles();
      const now = Date.now();

      await world.measure([{ at: now - 45_000, ok: false }]);
      expect(await world.slo()).toMatchObject({ state: 'no_data', total: 0 });

      await world.measure([{ at: now - 30_000, ok: true }]);
      await world.measure([{ at: now - 15_000, ok: false }]);
      expect(await world.slo()).toMatchObject({ total: 2, bad: 1 });
    });

    it('draw their budget since something is measured', async () => {
      const world = await start(databaseId);
      world.repository.change({ 'slo/a.yaml': openSlo() });
      await world.readFiles();
      const hour = 60 * MINUTE_MS;
      const first = Date.now() - 2 * hour;
      await world.measure([{ at: first, ok: true }]);

      const { body } = await world
        .get(`${SLOS}/shop-availability/history`)
        .expect(200);

      expect(first - Date.parse(body.from)).toBeGreaterThanOrEqual(0);
      expect(first - Date.parse(body.from)).toBeLessThan(5 * MINUTE_MS);
      expect(body.points[0].budgetRemaining).toBe(1);
    });

    it('draw their budget over time', async () => {
      const world = await start(databaseId);
      world.repository.change({ 'slo/a.yaml': openSlo() });
      await world.readFiles();
      const hour = 60 * MINUTE_MS;
      const to = Math.floor(Date.now() / hour) * hour;
      await world.measure([
        { at: to - 3 * hour, ok: true },
        { at: to - 2.5 * hour, ok: true },
        { at: to - hour, ok: false },
        { at: to - 1, ok: true },
      ]);

      const query = (points: number) =>
        `${SLOS}/shop-availability/history?points=${points}` +
        `&from=${encodeURIComponent(new Date(to - 4 * hour).toISOString())}` +
        `&to=${encodeURIComponent(new Date(to).toISOString())}`;
      const { body } = await world.get(query(4)).expect(200);

      const remaining = (bad: number, total: number) => 1 - bad / total / 0.1;
      expect(body).toEqual({
        sloId: 'shop-availability',
        from: new Date(to - 4 * hour).toISOString(),
        to: new Date(to).toISOString(),
        stepMs: hour,
        deployments: [],
        spending: [],
        alerts: [],
        incidents: [],
        points: [
          { at: new Date(to - 3 * hour).toISOString(), total: 0, bad: 0 },
          {
            at: new Date(to - 2 * hour).toISOString(),
            total: 2,
            bad: 0,
            errorRatio: 0,
            budgetRemaining: 1,
          },
          {
            at: new Date(to - hour).toISOString(),
            total: 0,
            bad: 0,
            budgetRemaining: 1,
          },
          {
            at: new Date(to).toISOString(),
            total: 2,
            bad: 1,
            errorRatio: 0.5,
            budgetRemaining: expect.closeTo(remaining(1, 4), 12),
          },
        ],
      });

      const fine = await world.get(query(1000)).expect(200);
      expect(fine.body.points.length).toBeLessThanOrEqual(1000);
      const sum = (key: 'total' | 'bad') =>
        fine.body.points.reduce(
          (total: number, point: Record<typeof key, number>) =>
            total + point[key],
          0,
        );
      expect([sum('total'), sum('bad')]).toEqual([4, 1]);
    });

    it('keep the last good version of a broken file and say what is wrong', async () => {
      const world = await start(databaseId);
      world.repository.change({ 'slo/a.yaml': openSlo() });
      await world.readFiles();
      world.repository.change({
        'slo/a.yaml': openSlo().replace('target: 0.9', 'target: 90'),
      });
      await world.readFiles();

      const { body } = await world.get(SLOS).expect(200);
      expect(body.items).toEqual([
        expect.objectContaining({ id: 'shop-availability', objective: 0.9 }),
      ]);
      expect(body.problems).toEqual([
        expect.objectContaining({
          severity: 'error',
          file: 'slo/a.yaml',
          line: 21,
          message: expect.any(String),
          remedy: expect.any(String),
          url: `${BASE}/slo/a.yaml#L21`,
        }),
      ]);

      world.repository.change({ 'slo/a.yaml': openSlo({ target: 0.95 }) });
      await world.readFiles();
      const mended = await world.get(SLOS).expect(200);
      expect(mended.body.problems).not.toContainEqual(
        expect.objectContaining({ severity: 'error' }),
      );
      expect(mended.body.items[0].objective).toBe(0.95);
    });

    it('disappear with their file and come back with their results', async () => {
      const world = await start(databaseId);
      world.repository.change({ 'slo/a.yaml': openSlo() });
      await world.readFiles();
      await world.measure([{ at: Date.now() - 1_000, ok: true }]);

      world.repository.change({});
      await world.readFiles();
      expect((await world.get(SLOS)).body).toMatchObject({
        items: [],
        problems: [],
      });
      await world.get(`${SLOS}/shop-availability/history`).expect(404);

      world.repository.change({ 'slo/b.yaml': openSlo() });
      await world.readFiles();
      expect(await world.slo()).toMatchObject({ state: 'ok', total: 1 });
    });
  });

  const [anyDatabase] = databases.eachSupportedId()[0];

  it('ask an unchanged repository only for its newest commit', async () => {
    const world = await start(anyDatabase);
    world.repository.change({ 'slo/a.yaml': openSlo() });
    await world.readFiles();
    await new Promise(resolve => setTimeout(resolve, 5));
    await world.readFiles();

    expect(world.repository.searched).toEqual([
      { url: `${BASE}/slo/*.yaml`, etag: undefined },
      { url: `${BASE}/slo/*.yaml`, etag: '2' },
    ]);
    expect(await world.slo()).toMatchObject({ id: 'shop-availability' });

    await world.get(SLOS).expect(200);
    await world.get(`${SLOS}/shop-availability/history`).expect(200);
    expect(world.repository.searched).toHaveLength(2);
  });

  it('stay when the repository cannot be read, which is told', async () => {
    const world = await start(anyDatabase);
    world.repository.change({ 'slo/a.yaml': openSlo() });
    await world.readFiles();
    world.repository.failure = new Error('502 Bad Gateway, token=abc');
    await new Promise(resolve => setTimeout(resolve, 5));
    await world.readFiles();

    const { body } = await world.get(SLOS).expect(200);
    expect(body.items).toHaveLength(1);
    expect(body.problems[0]).toMatchObject({
      severity: 'error',
      message: expect.stringContaining('502 Bad Gateway'),
    });
    expect(JSON.stringify(body)).not.toContain('abc');
  });

  it.each([
    ['../other/*.yaml'],
    ['https://gitlab.example.com/secret/project/-/blob/main/slo.yaml'],
    ['/etc/slo.yaml'],
  ])('are not looked for at %s', async glob => {
    const shop: Entity = structuredClone(SHOP);
    shop.metadata.annotations!['backstage-devops.io/slo'] = glob;
    const world = await start(anyDatabase, { entities: [shop, PRODUCTION] });
    await world.readFiles();

    expect(world.repository.searched).toEqual([]);
    const { body } = await world.get(SLOS).expect(200);
    expect(body.problems).toEqual([
      expect.objectContaining({
        file: 'catalog-info.yaml',
        message: expect.stringContaining(glob),
      }),
    ]);
  });

  it('say why nothing measures them', async () => {
    const sentenceOf = async (
      options: Parameters<typeof start>[1],
      file = openSlo(),
    ) => {
      const world = await start(anyDatabase, options);
      await world.knex('slo_repositories').delete();
      await world.knex('slos').delete();
      world.repository.change({ 'slo/a.yaml': file });
      await world.readFiles();
      const slo = await world.slo();
      await stop?.();
      expect(slo.state).toBe('unmeasured');
      return slo.sentence;
    };

    expect(
      await sentenceOf({}, openSlo({ source: 'type: Prometheus' })),
    ).toContain(
      'Nothing measures it: its metric source is of type Prometheus, and nothing that reads this type is installed.',
    );
    expect(await sentenceOf({ probes: null })).toContain(
      'no source of measurements is configured',
    );
    const refusing = new FakeProbes();
    refusing.refusal = 'the host shop.example.com is not allowed';
    expect(await sentenceOf({ probes: refusing })).toContain(
      'Nothing measures it: the host shop.example.com is not allowed.',
    );
    const staging: Entity = structuredClone(PRODUCTION);
    staging.metadata.annotations = {
      'backstage-devops.io/environment': 'staging',
    };
    expect(await sentenceOf({ entities: [SHOP, staging] })).toContain(
      'the environment production is not known',
    );
  });

  it('are stale when results stop coming', async () => {
    const world = await start(anyDatabase);
    world.repository.change({ 'slo/a.yaml': openSlo() });
    await world.readFiles();
    const at = Date.now() - 10 * MINUTE_MS;
    await world.measure([{ at, ok: true }]);

    const slo = await world.slo();
    expect(slo).toMatchObject({
      state: 'stale',
      measuredAt: new Date(at).toISOString(),
    });
    expect(slo.sentence).toContain(
      `The newest result is from ${new Date(at).toISOString()}`,
    );
  });

  it('show the deployments to their environment to whoever may see those', async () => {
    const delivery = new TestSource();
    const now = Date.now();
    const deployed = (number: number, environment: string, ageMs: number) =>
      deploymentRecord(number, environment, {
        createdAt: new Date(now - ageMs).toISOString(),
        environmentUrl: `https://${environment}.example.com/`,
      });
    delivery.reported.set('shop/cart', [
      deployed(1, 'production', 10 * MINUTE_MS),
      deployed(2, 'staging', 5 * MINUTE_MS),
      deployed(3, 'production', 40 * 24 * 60 * MINUTE_MS),
    ]);
    const shop: Entity = structuredClone(SHOP);
    shop.metadata.annotations![PROJECT_ANNOTATION] = 'shop/cart';
    const world = await start(anyDatabase, { delivery, entities: [shop] });
    await world.runTask('devops-follow-catalog');
    await world.runTask('devops-sweep-lab');
    world.repository.change({ 'slo/a.yaml': openSlo() });
    await world.readFiles();
    await world.measure([{ at: now - 1_000, ok: true }]);
    const asked = delivery.calls.length;

    expect(await world.slo()).toMatchObject({ state: 'ok', total: 1 });
    const history = `${SLOS}/shop-availability/history`;
    const { body } = await world.get(history).expect(200);
    expect(body.deployments).toEqual([
      expect.objectContaining({
        externalId: 'production-1',
        environment: 'production',
        provider: 'test',
        revision: 'sha1',
      }),
    ]);

    world.permissions.authorize.mockImplementation(async requests =>
      requests.map(({ permission }) => ({
        result:
          permission.name === 'devops.slo.read'
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      })),
    );
    const without = await world.get(history).expect(200);
    expect(without.body.deployments).toEqual([]);
    expect(delivery.calls).toHaveLength(asked);
  });

  it('appear not to exist to whoever may not read them', async () => {
    const world = await start(anyDatabase);
    world.repository.change({ 'slo/a.yaml': openSlo() });
    await world.readFiles();
    world.permissions.authorize.mockImplementation(async requests =>
      requests.map(() => ({ result: AuthorizeResult.DENY })),
    );

    const forbidden = await world.get(SLOS).expect(404);
    const missing = await world
      .get(SLOS.replace('shop', 'nothing'))
      .expect(404);
    expect(forbidden.body.error.message.replace('shop', 'nothing')).toBe(
      missing.body.error.message,
    );
    await world.get(`${SLOS}/shop-availability/history`).expect(404);
    expect(world.permissions.authorize).toHaveBeenCalledWith(
      [
        {
          permission: expect.objectContaining({ name: 'devops.slo.read' }),
          resourceRef: 'component:default/shop',
        },
      ],
      expect.anything(),
    );
  });

  it('refuse an impossible history', async () => {
    const world = await start(anyDatabase);
    world.repository.change({ 'slo/a.yaml': openSlo() });
    await world.readFiles();
    const refusalOf = async (from: string, to: string) => {
      const { body } = await world
        .get(`${SLOS}/shop-availability/history`)
        .query({ from, to })
        .expect(400);
      return body.error.message;
    };

    expect(
      await refusalOf('2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z'),
    ).toContain('"from" before "to"');
    expect(
      await refusalOf('2000-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
    ).toContain('at most 400 days');
    await refusalOf('yesterday', '2026-01-01T00:00:00Z');
    await world.get(`${SLOS}/other/history`).expect(404);
  });
});
