import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import {
  between,
  DAY,
  deployed,
  HOUR,
  incident,
  merged,
} from '../__testUtils__/deliveryRecords';
import { createFiguresApp, type FiguresApp } from '../__testUtils__/figuresApp';
import { component } from '../__testUtils__/startDevops';
import { runRecord } from '../__testUtils__/testRecords';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const NOON = Date.parse('2026-11-20T12:00:00Z');
/** Noon, so many days before. */
const daysAgo = (days: number) => NOON - days * DAY;
const iso = (at: number) => new Date(at).toISOString();
/** A day of production alone, as texts. */
const summary = (rows: Array<Record<string, unknown>>, ...names: string[]) =>
  rows.map(row => [row.day, ...names.map(name => Number(row[name]))]);

describe.each(databases.eachSupportedId())('figures (%s)', id => {
  let knex: Knex;
  let clock: { now: number };
  let app: FiguresApp;

  const start = (entities: Entity[] = [component()], config: JsonObject = {}) =>
    createFiguresApp({ knex, clock, entities, config });

  beforeEach(async () => {
    clock = { now: NOON };
    knex = await databases.init(id);
    app = await start();
    await app.follow();
  });

  it('say of each deployment what it was and how it ended, and count it by day', async () => {
    await app.ingest(
      deployed('a', daysAgo(5)),
      deployed('b', daysAgo(4)),
      merged(1, 'b', daysAgo(4) - HOUR),
      between('a', 'b', ['b']),
      deployed('a', daysAgo(4) + HOUR, { key: 'back' }),
      deployed('c', daysAgo(3), { status: 'failed', providerStatus: 'failed' }),
      runRecord(1, { createdAt: iso(daysAgo(4)) }),
    );
    await app.settle();

    expect(await app.verdicts()).toMatchObject([
      { kind: 'initial', verdict: 'ok', change_count: 0 },
      { kind: 'forward', verdict: 'failed', change_count: 1 },
      { kind: 'rollback', verdict: 'ok' },
      { kind: null, verdict: null },
    ]);
    expect(await app.days()).toMatchObject([
      {
        day: '2026-11-15',
        environment: 'production',
        deployments: 1,
        judged: 1,
      },
      { day: '2026-11-16', environment: '', runs: 1, runs_succeeded: 1 },
      {
        day: '2026-11-16',
        environment: 'production',
        owner_ref: 'group:default/shop',
        deployments: 2,
        forward: 1,
        rollbacks: 1,
        judged: 2,
        failed_changes: 1,
        unplanned: 1,
        changes: 1,
        recoveries: 1,
      },
      {
        day: '2026-11-17',
        environment: 'production',
        deployments: 0,
        deployments_failed: 1,
      },
    ]);
    expect(await app.scopeDays('fleet')).toMatchObject([
      { day: '2026-11-15', deployments: 1, entities: 1 },
      { day: '2026-11-16', deployments: 2, runs: 1, entities: 1 },
      { day: '2026-11-17', deployments: 0, deployments_failed: 1 },
    ]);
    expect(await app.scopeDays('owner')).toHaveLength(3);
    expect(await app.snapshot(7)).toMatchObject({
      deployments: 3,
      change_fail_rate: 1 / 3,
      change_fail_n: 3,
      rework_rate: 1 / 3,
      lead_ms: 6 * HOUR,
      lead_n: 1,
      recovery_ms: HOUR,
      recovery_n: 1,
      success_rate: 3 / 4,
      runs: 1,
      run_success_rate: 1,
      run_median_ms: 60_000,
    });
    const [delivered] = await knex('delivered_change');
    expect(delivered).toMatchObject({
      change_key: 'shop/cart!1',
      environment: 'production',
      change_id: expect.stringMatching(/^.{26}$/),
    });
    expect(Number(delivered.lead_ms)).toBe(6 * HOUR);
    expect(JSON.parse(delivered.stages_json)).toEqual({
      coding: 3 * HOUR,
      pickup: HOUR,
      review: HOUR,
      deploy: HOUR,
    });
  });

  it('have snapshots without data for what was never deployed', async () => {
    await app.settle();
    expect(await app.snapshot(30)).toMatchObject({
      deployments: 0,
      deployment_frequency: null,
      lead_ms: null,
      change_fail_rate: null,
      quality: null,
    });
    expect(await app.days()).toEqual([]);
  });

  it('tell pages, and change the version, only when a snapshot changes', async () => {
    await app.ingest(deployed('a', daysAgo(3)));
    await app.settle();
    const before = await app.snapshot(30);
    const publish = jest.spyOn(app.delivery.updates, 'publish');

    await app.ingest(deployed('dev', daysAgo(2), { environment: 'review/1' }));
    publish.mockClear();
    await app.settle();
    expect(publish).not.toHaveBeenCalled();
    const same = await app.snapshot(30);
    expect(same.version).toBe(before.version);
    expect(Number(same.as_of)).toBeGreaterThan(Number(before.as_of));

    await app.ingest(deployed('b', daysAgo(1)));
    publish.mockClear();
    await app.settle();
    expect(publish).toHaveBeenCalledWith(['uid-cart'], 'delivery');
    expect((await app.snapshot(30)).version).not.toBe(before.version);
  });

  it('count environments that are not production by themselves alone', async () => {
    await app.ingest(
      deployed('a', daysAgo(3), { environment: 'staging' }),
      deployed('a', daysAgo(2)),
    );
    await app.settle();
    expect(summary(await app.days('staging'), 'deployments')).toEqual([
      ['2026-11-17', 1],
    ]);
    expect(summary(await app.scopeDays('fleet'), 'deployments')).toEqual([
      ['2026-11-18', 1],
    ]);
  });

  it('judge a deployment once it is old enough', async () => {
    await app.ingest(deployed('a', daysAgo(2)), deployed('b', NOON - HOUR));
    await app.settle();
    const verdicts = async () =>
      (await app.verdicts()).map(({ verdict }) => verdict);
    expect(await verdicts()).toEqual(['ok', 'pending']);
    expect((await app.snapshot(7)).change_fail_n).toBe(1);
    clock.now = NOON + 23 * HOUR;
    await app.settle();
    expect(await verdicts()).toEqual(['ok', 'ok']);
    expect((await app.snapshot(7)).change_fail_n).toBe(2);
  });

  it('age though nothing happens', async () => {
    await app.ingest(deployed('a', daysAgo(6)));
    await app.settle();
    expect((await app.snapshot(7)).deployments).toBe(1);
    clock.now = NOON + 2 * DAY;
    const marked = await app.delivery.figuresStore.markAged({
      before: clock.now - DAY,
      now: clock.now,
      overMs: HOUR,
      limit: 10,
    });
    expect(marked).toBe(1);
    await app.settle();
    expect((await app.snapshot(7)).deployments).toBe(0);
    expect((await app.snapshot(30)).deployments).toBe(1);
  });

  it('honour what an entity says of its unit and of its attribution window', async () => {
    const cart = component();
    Object.assign(cart.metadata.annotations!, {
      'backstage-devops.io/unit': 'cart',
      'backstage-devops.io/attribution-window': 'PT4H',
    });
    app = await start([cart]);
    await app.follow();
    await app.ingest(
      deployed('a', daysAgo(4), { unit: 'cart' }),
      deployed('x', daysAgo(4), { unit: 'basket' }),
      deployed('y', daysAgo(4) + HOUR),
      incident(1, daysAgo(4) + 3 * HOUR),
      incident(2, daysAgo(4) + 2 * HOUR, undefined, { unit: 'basket' }),
      deployed('b', daysAgo(3), { unit: 'cart' }),
      incident(3, daysAgo(3) + 5 * HOUR),
    );
    await app.settle();
    expect(await app.verdicts()).toMatchObject([
      { unit: 'cart', verdict: 'failed' },
      { unit: 'cart', verdict: 'ok' },
    ]);
    expect(
      JSON.parse((await app.verdicts())[0].incident_ids_json),
    ).toHaveLength(1);
  });

  it('blame a deployment of any age where somebody says that it is to blame', async () => {
    const old = deployed('a', daysAgo(250));
    await app.ingest(old, deployed('b', daysAgo(2)));
    await app.settle();
    await app.ingest(
      incident(1, daysAgo(1), undefined, { deploymentKey: old.key }),
    );
    await app.settle();
    expect(await app.verdicts()).toMatchObject([
      { verdict: 'failed' },
      { verdict: 'ok' },
    ]);
    expect(summary(await app.days('production'), 'failed_changes')[0]).toEqual([
      '2026-03-15',
      1,
    ]);
  });
});
