import {
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import fc from 'fast-check';
import type { Knex } from 'knex';
import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';
import { deliveries } from '../../../__testUtils__/arbitraryRecords';
import { runRecord } from '../../../__testUtils__/testRecords';
import { migrationsDirectory } from '../../createDatabase';
import { DevopsDatabase } from '../../DevopsDatabase';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const TABLES = [
  'pipeline_run',
  'job_run',
  'deployment',
  'environment',
  'change',
  'revision_range',
  'incident',
  'alert',
  'gate_result',
  'attempt',
];

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
        { numRuns: id === 'SQLITE_3' ? 550 : 250 },
      );
    });

    it('writes out from which record a value is when it is not the newest', async () => {
      const store = new DevopsDatabase(knex);
      const told = (at: number, name?: string): DeliveryRecord => ({
        ...runRecord(1, { key: 'pipeline:told', name }),
        version: { generation: 1, terminal: false, at },
      });
      const row = () =>
        knex('pipeline_run').where({ record_key: 'pipeline:told' }).first();

      await store.applyRecords('lab', [told(1, 'first')]);
      const first = await row();
      expect(first.name_version).toBeNull();
      expect(first.commit_json_version).toBe('');

      await store.applyRecords('lab', [told(3)]);
      expect(await row()).toMatchObject({
        name: 'first',
        name_version: first.version,
        commit_json_version: '',
      });

      await store.applyRecords('lab', [told(2, 'second')]);
      const third = await row();
      expect(third.name).toBe('second');
      expect(third.name_version > first.version).toBe(true);
      expect(third.name_version < third.version).toBe(true);

      await store.applyRecords('lab', [told(4, 'fourth')]);
      expect(await row()).toMatchObject({ name: 'fourth', name_version: null });
    });

    it('keeps of texts what the database can store', async () => {
      await knex('pipeline_run').delete();
      await new DevopsDatabase(knex).applyRecords('lab', [
        {
          ...runRecord(1),
          name: 'half \ud83d, whole 😀, nothing \0, "quoted"',
        },
      ]);
      expect(await knex('pipeline_run').first()).toMatchObject({
        name: 'half \ufffd, whole 😀, nothing , "quoted"',
      });
    });

    it('keeps the beginning that only the first event told', async () => {
      const store = new DevopsDatabase(knex);
      const told = (
        at: number,
        status: 'open' | 'resolved',
      ): DeliveryRecord => ({
        type: 'incident',
        scope: 'one',
        key: 'incident:began',
        version: { generation: 0, terminal: status === 'resolved', at },
        externalId: 'INC-1',
        status,
        startedAt: new Date(at).toISOString(),
        ...(status === 'resolved' && {
          resolvedAt: new Date(at).toISOString(),
        }),
      });
      for (const order of [
        [told(1_000, 'open'), told(9_000, 'resolved')],
        [told(9_000, 'resolved'), told(1_000, 'open')],
      ]) {
        await knex('incident').delete();
        for (const record of order) {
          await store.applyRecords('lab', [record]);
        }
        const row = await knex('incident').first();
        expect({
          status: row.status,
          started: Number(row.started_at),
          resolved: Number(row.resolved_at),
        }).toEqual({ status: 'resolved', started: 1_000, resolved: 9_000 });
      }
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
