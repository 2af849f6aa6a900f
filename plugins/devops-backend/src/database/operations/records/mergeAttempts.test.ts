import {
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import fc from 'fast-check';
import type { Knex } from 'knex';
import type {
  DeploymentRecord,
  RunRecord,
} from '@backstage-devops/plugin-devops-node';
import {
  deploymentRecord,
  runRecord,
  second,
} from '../../../__testUtils__/testRecords';
import { migrationsDirectory } from '../../createDatabase';
import { DevopsDatabase } from '../../DevopsDatabase';
import { deploymentId, runId } from '../../ids';
import { encodeVersion } from '../../versions';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

type Told = { attempt?: number; at: number; status: RunRecord['status'] };

/** Versions grow with the attempt, as providers that count attempts state them. */
function version({ attempt, at, status }: Told) {
  const terminal = status === 'succeeded' || status === 'failed';
  return { generation: attempt ?? 1, terminal, at };
}

function runOf(told: Told): RunRecord {
  const record = runRecord(1, { status: told.status });
  return { ...record, attempt: told.attempt, version: version(told) };
}

function deploymentOf(told: Told): DeploymentRecord {
  const record = deploymentRecord(1, 'staging', { status: told.status });
  return { ...record, attempt: told.attempt, version: version(told) };
}

const states = fc.array(
  fc.record({
    attempt: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    at: fc.integer({ min: 0, max: 3 }),
    status: fc.constantFrom('queued', 'running', 'succeeded', 'failed'),
  }) as fc.Arbitrary<Told>,
  { minLength: 1, maxLength: 12 },
);

describe.each(databases.eachSupportedId())(
  'attempts (%s)',
  (id: TestDatabaseId) => {
    let knex: Knex;

    beforeAll(async () => {
      knex = await databases.init(id);
      await knex.migrate.latest({ directory: migrationsDirectory });
    });

    beforeEach(async () => {
      for (const table of ['pipeline_run', 'deployment', 'attempt']) {
        await knex(table).delete();
      }
    });

    it('each keep their newest state, in whatever order and however often they are told', async () => {
      await fc.assert(
        fc.asyncProperty(
          states,
          fc.integer({ min: 1, max: 5 }),
          async (told, batch) => {
            for (const table of ['pipeline_run', 'deployment', 'attempt']) {
              await knex(table).delete();
            }
            const store = new DevopsDatabase(knex);
            for (let start = 0; start < told.length; start += batch) {
              const arrived = told.slice(start, start + batch);
              await store.applyRecords('lab', [
                ...arrived.map(runOf),
                ...arrived.map(deploymentOf),
              ]);
            }
            for (const subject of [
              { id: runId('lab', 'run:1'), records: told.map(runOf) },
              {
                id: deploymentId('lab', 'deployment:staging-1'),
                records: told.map(deploymentOf),
              },
            ]) {
              const newest = new Map<number, RunRecord | DeploymentRecord>();
              for (const record of subject.records) {
                const known = newest.get(record.attempt ?? 1);
                if (!known || encodeVersion(record) > encodeVersion(known)) {
                  newest.set(record.attempt ?? 1, record);
                }
              }
              const present = Math.max(...newest.keys());
              const earlier = await store.listAttempts({
                id: subject.id,
                attempt: present,
              });
              expect(earlier.map(row => [row.attempt, row.status])).toEqual(
                [...newest]
                  .filter(([attempt]) => attempt < present)
                  .sort(([a], [b]) => a - b)
                  .map(([attempt, record]) => [attempt, record.status]),
              );
            }
          },
        ),
        { numRuns: id === 'SQLITE_3' ? 150 : 40 },
      );
    });

    it('take no space while there is one', async () => {
      const store = new DevopsDatabase(knex);
      await store.applyRecords('lab', [
        runRecord(1, { attempt: 1, status: 'running' }),
        runRecord(1, { attempt: 1, at: 160 }),
      ]);
      expect(await knex('attempt')).toEqual([]);
    });

    it('are not lost when two workers tell of them at the same time', async () => {
      const store = new DevopsDatabase(knex);
      const failed = runOf({ attempt: 1, at: 1, status: 'failed' });
      const again = runOf({ attempt: 2, at: 2, status: 'running' });
      await Promise.all([
        store.transaction(trx => trx.applyRecords('lab', [failed])),
        store.transaction(trx => trx.applyRecords('lab', [again])),
        store.transaction(trx => trx.applyRecords('lab', [failed])),
      ]);
      const attempts = await store.listAttempts({
        id: runId('lab', 'run:1'),
        attempt: 2,
      });
      expect(attempts).toMatchObject([{ attempt: 1, status: 'failed' }]);
      expect(await knex('pipeline_run').first()).toMatchObject({
        attempt: 2,
        status: 'running',
      });
    });

    it('tell that a scope changed when only an earlier one became known', async () => {
      const store = new DevopsDatabase(knex);
      await store.applyRecords('lab', [
        runOf({ attempt: 2, at: 5, status: 'succeeded' }),
      ]);
      const late = runOf({ attempt: 1, at: 1, status: 'failed' });
      const { scopes, earliest } = await store.applyRecords('lab', [late]);
      expect(scopes).toEqual(new Set(['shop/cart']));
      expect(earliest.get('shop/cart')).toBe(Date.parse(second(100)));
      expect((await store.applyRecords('lab', [late])).scopes.size).toBe(0);
    });
  },
);
