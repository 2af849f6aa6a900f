import {
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import fc from 'fast-check';
import type { Knex } from 'knex';
import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';
import { migrationsDirectory } from '../../createDatabase';
import { DevopsDatabase } from '../../DevopsDatabase';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const TABLES = ['pipeline_run', 'job_run', 'deployment', 'environment'];

const word = fc.constantFrom('a', 'b', 'c');
const instant = fc
  .integer({ min: 0, max: 3 })
  .map(second => new Date(1_700_000_000_000 + second * 1000).toISOString());
const optional = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined });
const status = fc.constantFrom(
  'queued',
  'running',
  'waiting',
  'succeeded',
  'failed',
  'canceled',
  'skipped',
  'unknown',
);

// Few values, so that ties and conflicts are the rule.
const version = fc.record({
  generation: fc.integer({ min: 0, max: 2 }),
  terminal: fc.boolean(),
  at: fc.integer({ min: 0, max: 2 }),
});
const base = { scope: fc.constantFrom('one', 'two'), key: word, version };
const times = {
  startedAt: optional(instant),
  finishedAt: optional(instant),
  durationMs: optional(fc.integer({ min: 0, max: 9 })),
  url: optional(word),
};

const run = fc.record({
  ...base,
  ...times,
  type: fc.constant('run'),
  externalId: word,
  status,
  providerStatus: word,
  ref: word,
  revision: word,
  createdAt: instant,
  name: optional(word),
  defaultBranch: optional(fc.boolean()),
  commit: optional(fc.record({ sha: word })),
  waitingOn: optional(fc.constantFrom('manual', 'runner')),
  controls: optional(fc.subarray(['retry', 'cancel'])),
});
const job = fc.record({
  ...base,
  ...times,
  type: fc.constant('job'),
  runKey: word,
  externalId: word,
  name: word,
  status,
  providerStatus: word,
  coverage: optional(fc.constantFrom(0, 50.5)),
  retried: optional(fc.boolean()),
});
const deployment = fc.record({
  ...base,
  ...times,
  type: fc.constant('deployment'),
  externalId: word,
  environment: word,
  status,
  providerStatus: word,
  revision: word,
  createdAt: instant,
  environmentUrl: optional(word),
  runKey: optional(word),
});
const environment = fc.record({
  ...base,
  type: fc.constant('environment'),
  name: word,
  url: optional(word),
  gone: optional(fc.boolean()),
});

const deliveries = fc
  .array(fc.oneof(run, job, deployment, environment), {
    minLength: 1,
    maxLength: 10,
  })
  .chain(records =>
    fc.record({
      records: fc.constant(records as DeliveryRecord[]),
      // Each record arrives at least once, in any order, some of them again.
      arrivals: fc
        .tuple(
          fc.shuffledSubarray([...records.keys()], {
            minLength: records.length,
          }),
          fc.array(fc.nat(records.length - 1), { maxLength: 5 }),
          fc.nat(),
        )
        .map(([order, again, at]) => {
          const indexes = [...order];
          indexes.splice(at % (order.length + 1), 0, ...again);
          return indexes;
        }),
      batch: fc.integer({ min: 1, max: 4 }),
    }),
  );

async function rowsAfter(
  knex: Knex,
  records: DeliveryRecord[],
  batch: number,
): Promise<unknown> {
  const store = new DevopsDatabase(knex);
  for (const table of TABLES) {
    await knex(table).delete();
  }
  for (let start = 0; start < records.length; start += batch) {
    await store.applyRecords('lab', records.slice(start, start + batch));
  }
  const rows: Record<string, unknown> = {};
  for (const table of TABLES) {
    rows[table] = await knex(table).orderBy('id');
  }
  return rows;
}

describe.each(databases.eachSupportedId())(
  'merging records (%s)',
  (id: TestDatabaseId) => {
    let knex: Knex;

    beforeAll(async () => {
      knex = await databases.init(id);
      await knex.migrate.latest({ directory: migrationsDirectory });
    });

    it('ends in the same rows in whatever order and however often records arrive', async () => {
      await fc.assert(
        fc.asyncProperty(deliveries, async ({ records, arrivals, batch }) => {
          const expected = await rowsAfter(knex, records, records.length);
          const actual = await rowsAfter(
            knex,
            arrivals.map(index => records[index]),
            batch,
          );
          expect(actual).toEqual(expected);
        }),
        { numRuns: id === 'SQLITE_3' ? 220 : 40 },
      );
    });

    it('forgets what belonged to a state that is over', async () => {
      const store = new DevopsDatabase(knex);
      const started: DeliveryRecord = {
        type: 'run',
        scope: 'one',
        key: 'pipeline:again',
        version: { generation: 1, terminal: false, at: 1 },
        externalId: '1',
        status: 'waiting',
        providerStatus: 'pending',
        waitingOn: 'runner',
        ref: 'main',
        revision: 'sha',
        createdAt: '2026-01-01T00:00:00Z',
      };
      const ended: DeliveryRecord = {
        ...started,
        version: { generation: 1, terminal: true, at: 2 },
        status: 'failed',
        providerStatus: 'failed',
        waitingOn: undefined,
        finishedAt: '2026-01-01T00:01:00Z',
        durationMs: 60_000,
      };
      const again: DeliveryRecord = {
        ...started,
        version: { generation: 2, terminal: false, at: 3 },
        status: 'running',
        providerStatus: 'running',
        waitingOn: undefined,
      };
      const row = () =>
        knex('pipeline_run').where({ record_key: 'pipeline:again' }).first();

      await store.applyRecords('lab', [started, ended]);
      expect(await row()).toMatchObject({
        waiting_on: null,
        finished_at: expect.anything(),
      });

      await store.applyRecords('lab', [again]);
      expect(await row()).toMatchObject({
        status: 'running',
        finished_at: null,
        duration_ms: null,
      });
    });
  },
);
