import type { FleetSlo } from '@backstage-devops/plugin-devops-common';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  MINUTE_MS,
  productionOf,
  service,
  startSlos,
  told,
} from '../../__testUtils__/startSlos';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const file = (source: string, spec: string) => `
apiVersion: openslo/v1
kind: SLO
metadata: { name: availability, displayName: Availability }
spec:
  service: shop
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 30d, isRolling: true }]
  indicator:
    metadata: { name: availability }
    spec:
      ratioMetric:
        counter: true
        good: { metricSource: { type: ${source}, spec: { ${spec}, outcome: success } } }
        total: { metricSource: { type: ${source}, spec: { ${spec} } } }
  objectives: [{ target: 0.9 }]
`;
const PROBED = file('Probe', 'environment: production');

describe.each(databases.eachSupportedId())('the overview on %s', id => {
  let world: Awaited<ReturnType<typeof startSlos>> | undefined;

  afterEach(async () => {
    await world?.stop();
    world = undefined;
  });

  async function start(names: string[], knex?: Knex) {
    world = await startSlos({
      knex: knex ?? (await databases.init(id)),
      entities: [...names.map(name => service(name)), productionOf('shop')],
    });
    await world.follow();
    return world;
  }

  it('has what sources tell and what is counted, and asks nobody when it is read', async () => {
    const { tell, files, readFiles, measure, read, statuses } = await start([
      'shop',
      'cart',
    ]);
    expect(await read('/slos')).toMatchObject({
      items: [],
      objectives: 0,
      environments: [],
    });
    files['slo/availability.yaml'] = PROBED;
    await readFiles();
    await measure([{ at: Date.now() - 1_000, ok: true }]);
    await tell(
      told('cart', 'latency', { environment: 'staging', errorRatio: 0.02 }),
      told('nobody', 'latency'),
    );
    const page = await read('/slos');
    expect(page).toMatchObject({
      objectives: 2,
      states: { exhausted: 1, ok: 1, burning: 0 },
      environments: ['staging', 'production'],
      freshness: { state: 'current' },
    });
    expect(page.items).toEqual([
      {
        id: 'cart-latency@staging',
        title: 'latency',
        entityRef: 'component:default/cart',
        entityTitle: 'cart',
        owner: 'group:default/team',
        environment: 'staging',
        objective: 0.99,
        windowText: '30d',
        state: 'exhausted',
        budgetRemaining: expect.closeTo(-1, 9),
        currentBurn: 0,
        measuredAt: expect.any(String),
      },
      expect.objectContaining({
        id: 'shop-availability',
        title: 'Availability',
        state: 'ok',
        environment: 'production',
        budgetRemaining: 1,
        objective: 0.9,
      }),
    ]);
    expect(statuses).toHaveBeenCalledTimes(1);
  });

  it('says the same as the page of each entity', async () => {
    const { tell, files, readFiles, measure, read } = await start([
      'shop',
      'cart',
    ]);
    files['slo/availability.yaml'] = PROBED;
    await readFiles();
    const at = Date.now() - 60_000;
    await measure([
      { at, ok: true },
      { at: at + 15_000, ok: false },
    ]);
    await tell(
      told('shop', 'latency', { burn: 20, errorRatio: 0.004 }),
      told('cart', 'freshness', { coverage: 'no_traffic', ratios: [] }),
      told('cart', 'depth', { coverage: 'no_data', live: false, ratios: [] }),
    );
    for (const name of ['shop', 'cart']) {
      const { items } = await read(`/entities/component/default/${name}/slos`);
      const { items: kept } = await read(`/slos?text=${name}`);
      const said = (slos: FleetSlo[]) =>
        slos
          .map(slo => [
            slo.id,
            slo.state,
            slo.budgetRemaining,
            slo.objective,
            slo.windowText,
            slo.measuredAt,
          ])
          .sort();
      expect(said(kept)).toEqual(said(items));
      expect(kept).toHaveLength(2);
    }
  });

  it('follows measurements', async () => {
    const { files, readFiles, measure, read } = await start(['shop']);
    const state = async () => (await read('/slos')).items[0].state;
    files['slo/availability.yaml'] = PROBED;
    await readFiles();
    expect(await state()).toBe('no_data');
    const now = Date.now();
    await measure([{ at: now - 30_000, ok: true }]);
    expect(await state()).toBe('ok');
    await measure([{ at: now - 15_000, ok: false }]);
    expect(await state()).toBe('exhausted');
  });

  it('follows rounds, and grows old without them', async () => {
    const { tell, statuses, run, read, clock } = await start(['shop']);
    const first = async () => (await read('/slos')).items[0];
    await tell(told('shop', 'latency'));
    expect(await first()).toMatchObject({ state: 'ok', budgetRemaining: 1 });
    await tell(told('shop', 'latency', { burn: 20, errorRatio: 0.005 }));
    expect(await first()).toMatchObject({
      state: 'burning',
      currentBurn: expect.closeTo(20, 9),
      budgetRemaining: expect.closeTo(0.5, 9),
    });
    const { measuredAt } = await first();

    // Nobody judges it any more, and it is stale all the same.
    clock.aheadMs += 5 * MINUTE_MS;
    expect(await first()).toMatchObject({
      state: 'stale',
      measuredAt,
      budgetRemaining: expect.closeTo(0.5, 9),
    });
    expect(await read('/slos?state=stale')).toMatchObject({
      objectives: 1,
      states: { stale: 1, burning: 0 },
    });
    expect((await read('/slos?state=burning')).items).toEqual([]);

    statuses.mockRejectedValue(new Error('connection refused'));
    await run('devops-read-slos-prometheus-main');
    expect(await read('/slos')).toMatchObject({
      items: [{ state: 'stale', measuredAt }],
      freshness: { state: 'failing' },
    });
    await tell(told('shop', 'latency'));
    expect(await first()).toMatchObject({ state: 'ok' });
  });

  it('forgets objectives that are gone, by file or by rules', async () => {
    const { tell, files, readFiles, read, clock } = await start([
      'shop',
      'cart',
    ]);
    const ids = async () =>
      (await read('/slos')).items.map((slo: { id: string }) => slo.id).sort();
    files['slo/availability.yaml'] = PROBED;
    await readFiles();
    await tell(told('shop', 'latency'), told('cart', 'latency'));
    expect(await ids()).toEqual([
      'cart-latency',
      'shop-availability',
      'shop-latency',
    ]);

    delete files['slo/availability.yaml'];
    await readFiles();
    expect(await ids()).toEqual(['cart-latency', 'shop-latency']);

    clock.aheadMs += 10 * MINUTE_MS;
    await tell(told('shop', 'latency'));
    // As on the page of the entity it stays for an hour.
    expect(await ids()).toEqual(['cart-latency', 'shop-latency']);
    clock.aheadMs += 70 * MINUTE_MS;
    await tell(told('shop', 'latency'));
    expect(await ids()).toEqual(['shop-latency']);
  });

  it('forgets entities that are gone', async () => {
    const knex = await databases.init(id);
    const before = await start(['shop', 'cart'], knex);
    await before.tell(told('shop', 'latency'), told('cart', 'latency'));
    expect((await before.read('/slos')).objectives).toBe(2);
    await before.stop();

    const after = await start(['shop'], knex);
    expect(await after.read('/slos')).toMatchObject({
      items: [{ entityRef: 'component:default/shop' }],
      objectives: 1,
    });
    expect(await knex('slo_overview')).toHaveLength(2);
    await after.run('devops-delete-expired-slo-figures');
    expect(await knex('slo_overview')).toHaveLength(1);
  });

  it('has an objective of a file once, when rules of it come and go', async () => {
    const { tell, files, readFiles, read, clock } = await start(['shop']);
    files['slo/availability.yaml'] = file('Prometheus', 'query: sum(up)');
    const all = async () =>
      (await read('/slos')).items.map((slo: FleetSlo) => [slo.id, slo.state]);
    await readFiles();
    expect(await all()).toEqual([['shop-availability', 'unmeasured']]);
    await tell(told('shop', 'availability'));
    expect(await all()).toEqual([['shop-availability', 'ok']]);
    await tell(told('shop', 'availability', { environment: 'production' }));
    expect(await all()).toEqual([['shop-availability@production', 'ok']]);
    clock.aheadMs += 10 * MINUTE_MS;
    await tell();
    clock.aheadMs += 70 * MINUTE_MS;
    await tell();
    expect(await all()).toEqual([['shop-availability', 'unmeasured']]);
  });
});
