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
import { runRecord } from '../__testUtils__/TestSource';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const NOON = Date.parse('2026-11-20T12:00:00Z');
/** Noon, so many days before. */
const daysAgo = (days: number) => NOON - days * DAY;

describe.each(databases.eachSupportedId())('figures (%s)', id => {
  let knex: Knex;
  let clock: { now: number };
  let app: FiguresApp;

  beforeEach(async () => {
    clock = { now: NOON };
    knex = await databases.init(id);
    app = await start();
    await app.follow();
  });

  const start = (entities: Entity[] = [component()], config: JsonObject = {}) =>
    createFiguresApp({ knex, clock, entities, config });

  it('say of each deployment what it was and how it ended, and count it by day', async () => {
    await app.ingest(
      deployed('a', daysAgo(5)),
      deployed('b', daysAgo(4)),
      merged(1, 'b', daysAgo(4) - HOUR),
      between('a', 'b', ['b']),
      deployed('a', daysAgo(4) + HOUR, { key: 'back' }),
      deployed('c', daysAgo(3), { status: 'failed', providerStatus: 'failed' }),
      runRecord(1, { createdAt: new Date(daysAgo(4)).toISOString() }),
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
});
