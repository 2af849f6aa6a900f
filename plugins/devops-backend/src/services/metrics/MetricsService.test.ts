import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { Knex } from 'knex';
import {
  between,
  DAY,
  deployed,
  HOUR,
  incident,
  merged,
} from '../../__testUtils__/deliveryRecords';
import {
  createFiguresApp,
  type FiguresApp,
} from '../../__testUtils__/figuresApp';
import { component } from '../../__testUtils__/startDevops';
import { runRecord } from '../../__testUtils__/testRecords';
import type { MetricsQuery } from './types';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const NOON = Date.parse('2026-11-20T12:00:00Z');
const daysAgo = (days: number) => NOON - days * DAY;

describe.each(databases.eachSupportedId())('metrics (%s)', id => {
  let knex: Knex;
  let clock: { now: number };
  let app: FiguresApp;
  let cart: Entity;

  beforeEach(async () => {
    clock = { now: NOON };
    knex = await databases.init(id);
    cart = component();
    cart.spec!.system = 'checkout';
    const billing = component('billing', 'shop/billing');
    billing.spec!.system = 'checkout';
    app = await createFiguresApp({ knex, clock, entities: [cart, billing] });
    await app.follow();
    await app.ingest(
      deployed('a', daysAgo(20)),
      deployed('b', daysAgo(10)),
      merged(1, 'b', daysAgo(10) - HOUR),
      between('a', 'b', ['b']),
      incident(1, daysAgo(10) + 2 * HOUR, daysAgo(10) + 3 * HOUR),
      deployed('c', daysAgo(5)),
      incident(2, daysAgo(3), daysAgo(2)),
      incident(3, daysAgo(20) + HOUR, daysAgo(19), { scope: 'shop/billing' }),
      runRecord(1, { createdAt: new Date(daysAgo(6)).toISOString() }),
    );
  });

  const ask = (query: MetricsQuery = {}) =>
    app.delivery.metrics.ofEntity(cart, query);

  it('answer from the snapshot, with the same figures as from the rows', async () => {
    const computed = await ask();
    await app.settle();
    const stored = await ask();
    expect(stored).toMatchObject({
      window: 30,
      options: {
        definition: 'dora',
        attributionWindowMs: DAY,
        incidentScope: 'entity',
        timezone: 'UTC',
      },
      metrics: {
        deploymentFrequency: { n: 3, value: 0.1 },
        leadTime: { value: (6 * HOUR) / 1000, n: 1 },
        changeFailRate: { value: 1 / 3, n: 3, failed: 1 },
        recoveryTime: { value: (3 * HOUR) / 1000 },
      },
      runs: { n: 1, successRate: 1 },
      benchmark: { levels: { deploymentFrequency: 3, leadTime: 5 } },
    });
    expect(stored.metrics.leadTime).not.toHaveProperty('explanation');
    expect(stored.version).toBe(computed.version);
    expect(stored.to - stored.from).toBe(30 * DAY);

    // It is the snapshot that answers.
    await knex('entity_snapshot').update({ version: 'of the snapshot' });
    expect((await ask({ window: 30 })).version).toBe('of the snapshot');
    expect((await ask({ window: 7 })).metrics.deploymentFrequency.n).toBe(1);
  });

  it('compute other windows and options from the rows', async () => {
    await app.settle();
    const from = daysAgo(12);
    expect(await ask({ from, to: daysAgo(8) })).toMatchObject({
      from,
      to: daysAgo(8),
      metrics: { deploymentFrequency: { n: 1 }, changeFailRate: { value: 1 } },
      runs: { n: 0, successRate: null },
    });
    const lenient = await ask({ attributionWindowMs: HOUR });
    expect(lenient.metrics.changeFailRate.value).toBe(0);
    const strict = await ask({ attributionWindowMs: Infinity });
    expect(strict.options.attributionWindowMs).toBeNull();
    expect(strict.metrics.changeFailRate.value).toBe(2 / 3);
    const system = await ask({ incidentScope: 'system' });
    expect(system.metrics.changeFailRate.value).toBe(2 / 3);
    expect((await ask({ definition: 'devlake' })).options).toMatchObject({
      definition: 'devlake',
      attributionWindowMs: null,
    });
  });

  it('show the rows and rules behind a number', async () => {
    const { metrics } = app.delivery;
    const failures = await metrics.rows(cart, 'changeFailRate', {});
    expect(failures).toMatchObject({ total: 3, metric: 'changeFailRate' });
    expect(failures.rules.length).toBeGreaterThan(0);
    expect(
      failures.rows.map(({ deployment, value }) => [
        deployment?.revision,
        deployment?.kind,
        deployment?.verdict,
        value,
      ]),
    ).toEqual([
      ['c', 'forward', 'ok', 0],
      ['b', 'forward', 'failed', 1],
      ['a', 'initial', 'ok', 0],
    ]);
    const leads = await metrics.rows(cart, 'leadTime', {});
    expect(leads.rows).toMatchObject([
      {
        value: (6 * HOUR) / 1000,
        at: daysAgo(10),
        change: { id: 'shop/cart!1', stages: { coding: (3 * HOUR) / 1000 } },
        deployment: { revision: 'b' },
      },
    ]);
    const page = await metrics.rows(cart, 'deploymentFrequency', {
      offset: 1,
      limit: 1,
    });
    expect(page.total).toBe(3);
    expect(page.rows).toMatchObject([{ deployment: { revision: 'b' } }]);
  });

  it('refuse windows that are none', async () => {
    await expect(ask({ from: NOON, to: NOON })).rejects.toThrow(
      "'from' must be before 'to'",
    );
    await expect(ask({ window: 14 as 30 })).rejects.toThrow(/7, 30, 90, 180/);
    await expect(ask({ timezone: 'Mars/Base' })).rejects.toThrow(/time zone/);
  });
});
