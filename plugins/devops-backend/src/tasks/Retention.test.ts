import { TestDatabases } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import {
  alertRecord,
  changeRecord,
  deploymentRecord,
  gateRecord,
  incidentRecord,
  jobRecord,
  rangeRecord,
  runRecord,
  START,
} from '../__testUtils__/testRecords';
import { readDevopsConfig } from '../config';
import { migrationsDirectory } from '../database/createDatabase';
import { DevopsDatabase } from '../database/DevopsDatabase';
import { RetentionStore } from '../database/RetentionStore';
import { Retention } from './Retention';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const DAY = 24 * 60 * 60_000;
/** Old for runs, and everything in these tests happened before. */
const LATER = START + 100 * DAY;

/** The records of these tests are of the first minutes; `at` moves them on. */
const on = (day: number) => ({
  at: (day * DAY) / 1000,
  createdAt: new Date(START + day * DAY).toISOString(),
});

describe.each(databases.eachSupportedId())('retention (%s)', id => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  const store = (...records: DeliveryRecord[]) =>
    new DevopsDatabase(knex).applyRecords('lab', records);
  const purge = (retention: JsonObject = {}, now = LATER) =>
    new Retention({
      store: new RetentionStore(knex),
      config: readDevopsConfig(new ConfigReader({ devops: { retention } }))
        .retention,
      pauseMs: 0,
      now: () => now,
    }).purge(new AbortController().signal);
  const keys = async (table: string) =>
    (await knex(table).orderBy('record_key')).map(row => row.record_key);

  it('keeps runs for 90 days, and what belongs to them no longer', async () => {
    await store(
      runRecord(1, { ...on(0), attempt: 1, status: 'failed' }),
      runRecord(1, { ...on(0), attempt: 2 }),
      jobRecord(1, 'test', on(0)),
      runRecord(2, { ...on(0), scope: 'shop/other' }),
      runRecord(3, on(20)),
      // Made long ago and retried lately.
      runRecord(4, { ...on(0), at: on(20).at }),
    );
    await knex('job_trace').insert({
      job_id: (await knex('job_run').first()).id,
      state: 'unavailable',
      size_bytes: 0,
      job_version: '',
      stored_at: 0,
    });
    await purge();
    expect(await keys('pipeline_run')).toEqual(['run:3', 'run:4']);
    expect(await knex('job_run')).toEqual([]);
    expect(await knex('job_trace')).toEqual([]);
    expect(await knex('attempt')).toEqual([]);
  });

  it('keeps jobs of runs that did not fail for two weeks only', async () => {
    await store(
      runRecord(1, { ...on(80), status: 'failed' }),
      jobRecord(1, 'test', on(80)),
      runRecord(2, on(80)),
      jobRecord(2, 'test', on(80)),
      runRecord(3, on(90)),
      jobRecord(3, 'test', on(90)),
    );
    await purge();
    expect(await keys('pipeline_run')).toHaveLength(3);
    expect(await keys('job_run')).toEqual(['job:1-test', 'job:3-test']);
  });

  it('keeps everything else unless told otherwise', async () => {
    const others = [
      deploymentRecord(1, 'production'),
      deploymentRecord(2, 'production'),
      changeRecord(1),
      rangeRecord('sha1', 'sha2'),
      incidentRecord(1, { status: 'resolved' }),
      alertRecord(1, { status: 'resolved' }),
      gateRecord(1, 'coverage'),
    ];
    const tables = [
      'deployment',
      'change',
      'revision_range',
      'incident',
      'alert',
      'gate_result',
    ];
    const counts = () =>
      Promise.all(tables.map(async table => (await keys(table)).length));
    await store(...others);
    await purge();
    expect(await counts()).toEqual([2, 1, 1, 1, 1, 1]);

    const days = { days: 30 };
    await purge({
      deployments: days,
      changes: days,
      incidents: days,
      alerts: days,
      gates: days,
    });
    // What was deployed last still runs.
    expect(await counts()).toEqual([1, 0, 0, 0, 0, 0]);
    expect(await keys('deployment')).toEqual(['deployment:production-2']);
  });

  it('keeps what goes on', async () => {
    await store(
      changeRecord(1, { status: 'open' }),
      incidentRecord(1, { status: 'acknowledged' }),
    );
    await purge({ changes: { days: 1 }, incidents: { days: 1 } });
    expect(await keys('change')).toHaveLength(1);
    expect(await keys('incident')).toHaveLength(1);
  });

  it('deletes at most a thousand rows with a statement', async () => {
    await store(...Array.from({ length: 2_100 }, (_, n) => runRecord(n)));
    const deleted: number[] = [];
    knex.on('query-response', (response, query) => {
      if (/^delete from .pipeline_run/.test(query.sql)) {
        deleted.push(Number(response.rowCount ?? response.changes ?? response));
      }
    });
    await purge();
    expect(await keys('pipeline_run')).toEqual([]);
    expect(deleted.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...deleted.filter(Number.isFinite))).toBeLessThanOrEqual(
      1_000,
    );
  });

  it('stops when it is told to', async () => {
    await store(runRecord(1), runRecord(2, { scope: 'shop/other' }));
    const retention = new Retention({
      store: new RetentionStore(knex),
      config: readDevopsConfig(new ConfigReader({})).retention,
      now: () => LATER,
    });
    await expect(retention.purge(AbortSignal.abort())).rejects.toThrow();
    expect(await keys('pipeline_run')).toEqual(['run:2']);
  });
});

it('refuses a retention that is not longer than zero', () => {
  const config = new ConfigReader({
    devops: { retention: { runs: { days: 0 } } },
  });
  expect(() => readDevopsConfig(config)).toThrow(
    'devops.retention.runs must be longer than zero',
  );
});
