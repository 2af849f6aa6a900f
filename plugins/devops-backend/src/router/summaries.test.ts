import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';
import fc from 'fast-check';
import type { Knex } from 'knex';
import request from 'supertest';
import { createTestApp } from '../__testUtils__/createTestApp';
import { component, eventually } from '../__testUtils__/startDevops';
import {
  deploymentRecord,
  environmentRecord,
  jobRecord,
  rangeRecord,
  runRecord,
  START,
} from '../__testUtils__/testRecords';
import { PROJECT_ANNOTATION, TestSource } from '../__testUtils__/TestSource';

jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const CART = '/entities/component/default/cart/delivery';
const SIGNAL = new AbortController().signal;
const DAY = 24 * 60 * 60_000;

/** What may happen between two looks at a page. */
type Step =
  | { what: 'records'; records: DeliveryRecord[] }
  | { what: 'figures' }
  | { what: 'purge' }
  | { what: 'bind'; project: string };

const number = fc.integer({ min: 1, max: 4 });
const place = fc.constantFrom('staging', 'production');
const ended = fc.constantFrom('succeeded' as const, 'failed' as const);
const record: fc.Arbitrary<DeliveryRecord> = fc.oneof(
  fc
    .tuple(number, fc.constantFrom('running' as const, 'succeeded' as const))
    .map(([n, status]) => runRecord(n, { status, at: n * 100 })),
  fc.tuple(number, ended).map(([n, status]) => runRecord(n, { status })),
  fc
    .tuple(number, ended)
    .map(([n, status]) => jobRecord(n, 'test', { status })),
  fc.tuple(number, place).map(([n, environment]) =>
    jobRecord(n, `to-${environment}`, {
      status: 'waiting',
      waitingOn: 'manual',
      environment,
    }),
  ),
  fc
    .tuple(number, place, ended)
    .map(([n, to, status]) => deploymentRecord(n, to, { status })),
  place.map(name => environmentRecord(name)),
  fc.tuple(number, number).map(([a, b]) => rangeRecord(`sha${a}`, `sha${b}`)),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('records' as const),
      records: fc.array(record, { minLength: 1, maxLength: 3 }),
    }),
  },
  fc.constant({ what: 'figures' as const }),
  fc.constant({ what: 'purge' as const }),
  fc.record({
    what: fc.constant('bind' as const),
    project: fc.constantFrom('shop/cart', 'shop/other'),
  }),
);

describe.each(databases.eachSupportedId())('summaries (%s)', id => {
  const source = new TestSource();
  const entity: Entity = component();
  let app: Awaited<ReturnType<typeof createTestApp>>;
  let knex: Knex;
  let now: number;

  beforeAll(async () => {
    knex = await databases.init(id);
    app = await createTestApp({
      knex,
      sources: [source],
      entities: [entity],
      now: () => now,
    });
  });

  const start = async () => {
    now = START + DAY;
    entity.metadata.annotations = { [PROJECT_ANNOTATION]: 'shop/cart' };
    await app.reset();
    await app.delivery.bindings.followCatalog(SIGNAL);
  };
  const store = (...records: DeliveryRecord[]) =>
    app.delivery.ingestion.ingest(source, records);
  const look = async () => (await request(app.server).get(CART)).body;
  /** Waits until what was answered is kept. */
  const keeping = async () => {
    await eventually(
      () => knex('delivery_summary').whereRaw('made_of = revision').first(),
      row => {
        if (!row) {
          throw new Error('The summary is not kept yet');
        }
      },
    );
  };
  /** The tables that an answer is read from. */
  const tablesOf = async (work: () => Promise<unknown>) => {
    const tables = new Set<string>();
    const note = ({ sql }: { sql: string }) =>
      [...sql.matchAll(/(?:from|join) [`"](\w+)[`"]/g)].forEach(([, table]) =>
        tables.add(table),
      );
    knex.on('query', note);
    await work();
    knex.removeListener('query', note);
    return tables;
  };

  it('are read as they were made, until something changes', async () => {
    await start();
    await store(runRecord(1), deploymentRecord(1, 'production'));
    const first = await look();
    await keeping();
    let second: unknown;
    const again = await tablesOf(async () => {
      second = await look();
    });
    expect(second).toEqual(first);
    expect(again).toContain('delivery_summary');
    expect(again).not.toContain('pipeline_run');

    await store(runRecord(2, { status: 'failed' }));
    expect((await look()).latestRun).toMatchObject({ externalId: '2' });
  });

  it('are made anew by another version and for other sources', async () => {
    await start();
    await store(runRecord(1));
    await look();
    await keeping();
    await knex('delivery_summary').update({ format: 'another', content: '{}' });
    expect((await look()).latestRun).toMatchObject({ externalId: '1' });
  });

  it('never keep what was made of rows that have changed meanwhile', async () => {
    await start();
    await store(runRecord(1));
    const { deliveryOfEntity } = app.delivery;
    const outdated = { uid: 'uid-cart', revision: 0 };
    await deliveryOfEntity.getDelivery(entity, { kept: outdated });
    await store(runRecord(2));
    await look();
    await keeping();
    const row = await knex('delivery_summary').first();
    expect(row.content).toContain('"externalId":"2"');
  });

  it('say what the rows say, whatever happened between two looks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 5 }), async steps => {
        await start();
        for (const happened of steps) {
          await happen(happened);
          await look();
          await look();
          expect(await look()).toEqual(
            await app.delivery.deliveryOfEntity.getDelivery(entity),
          );
        }
      }),
      { numRuns: 25 },
    );
  });

  async function happen(happened: Step) {
    now += 60_000;
    switch (happened.what) {
      case 'records':
        await store(...happened.records);
        break;
      case 'figures':
        await app.delivery.rollupWorker.step(SIGNAL);
        break;
      case 'purge':
        now += 100 * DAY;
        await app.delivery.retention.purge(SIGNAL);
        break;
      default:
        entity.metadata.annotations = {
          [PROJECT_ANNOTATION]: happened.project,
        };
        await app.delivery.bindings.followCatalog(SIGNAL);
    }
  }
});
