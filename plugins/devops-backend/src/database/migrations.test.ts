import { TestDatabases } from '@backstage/backend-test-utils';
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  alertRecord,
  changeRecord,
  deploymentRecord,
  environmentRecord,
  gateRecord,
  incidentRecord,
  jobRecord,
  rangeRecord,
  runRecord,
} from '../__testUtils__/testRecords';
import { migrationsDirectory } from './createDatabase';
import { DevopsDatabase } from './DevopsDatabase';
import { DriftStore } from './drift/DriftStore';
import { OverrideStore } from './gate/OverrideStore';
import { writeOverview } from './slos/overview/writeOverview';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('the migrations (%s)', id => {
  it('go up, and down with data in the tables, and up again', async () => {
    const knex = await databases.init(id);
    const migrations = { directory: migrationsDirectory };
    await knex.migrate.latest(migrations);
    const database = new DevopsDatabase(knex);
    await database.applyRecords('lab', [
      runRecord(1),
      jobRecord(1, 'test'),
      deploymentRecord(1, 'staging'),
      environmentRecord('staging'),
      changeRecord(1),
      rangeRecord('sha0', 'sha1'),
      incidentRecord(1),
      alertRecord(1),
      gateRecord(1, 'coverage'),
    ]);
    await database.inbox.store({
      sourceId: 'lab',
      event: 'test',
      receivedAt: 1,
      body: gzipSync('{}'),
    });
    await database.recordEvent('lab', 1);
    await knex('entity').insert({
      uid: 'uid-cart',
      ref: 'component:default/cart',
      kind: 'Component',
      namespace: 'default',
      name: 'cart',
      digest: '',
      seen_at: 1,
    });
    await knex('entity_annotation').insert({
      entity_uid: 'uid-cart',
      name: 'long',
      // Of the kind that no index of PostgreSQL takes as it is.
      value: randomBytes(20_000).toString('hex'),
    });

    await new OverrideStore(knex).replace({
      id: '0',
      entity_ref: 'component:default/cart',
      environment: 'production',
      reason: 'Repairs the checkout',
      created_by: 'user:default/ada',
      created_at: 1,
      until_at: 2,
      ended_at: null,
      ended_by: null,
    });

    await writeOverview(knex, [
      {
        entity_uid: 'uid-cart',
        slo_id: 'cart-latency',
        source_id: null,
        title: 'Latency',
        environment: null,
        objective: 0.99,
        window_text: '30d',
        state: 'unmeasured',
        budget_remaining: null,
        current_burn: null,
        measured_at: null,
        stale_at: null,
        judged_at: 1,
      },
    ]);

    await new DriftStore(knex).saveFailure('uid-cart', {
      error: 'The forge is down',
      failures: 1,
      dueAt: 1,
    });

    const [done] = await knex.migrate.list(migrations);
    for (let n = 0; n < done.length; n += 1) {
      await knex.migrate.down(migrations);
    }
    expect(await knex.schema.hasTable('pipeline_run')).toBe(false);
    expect(await knex.schema.hasTable('inbox')).toBe(false);
    expect(await knex.schema.hasTable('entity')).toBe(false);
    expect(await knex.schema.hasTable('change')).toBe(false);
    expect(await knex.schema.hasTable('gate_override')).toBe(false);
    expect(await knex.schema.hasTable('pipeline_drift')).toBe(false);
    expect(await knex.schema.hasTable('slo_overview')).toBe(false);

    await knex.migrate.latest(migrations);
    expect(await knex('pipeline_run')).toEqual([]);
  });

  it('write the versions of values out on the way down, and compact them on the way up', async () => {
    const knex = await databases.init(id);
    const migrations = { directory: migrationsDirectory };
    await knex.migrate.latest(migrations);
    const database = new DevopsDatabase(knex);
    const run = { status: 'running' as const, url: undefined };
    await database.applyRecords('lab', [
      runRecord(1, { ...run, at: 100, url: 'https://lab.example/1' }),
      runRecord(1, { at: 200 }),
      // Older than what is stored, and the only one to tell the name.
      runRecord(1, { ...run, at: 150, name: 'nightly' }),
      jobRecord(1, 'test', { stage: 'test' }),
      deploymentRecord(1, 'staging', { tier: 'staging' }),
      environmentRecord('staging', { url: 'https://staging.example' }),
    ]);
    const tables = ['pipeline_run', 'job_run', 'deployment', 'environment'];
    const dump = () => Promise.all(tables.map(table => knex(table)));
    const before = await dump();
    const [stored] = await knex('pipeline_run');
    expect(stored).toMatchObject({
      name: 'nightly',
      url: 'https://lab.example/1',
      finished_at_version: null,
      waiting_on_version: null,
      commit_json_version: '',
    });
    expect(stored.url_version < stored.name_version).toBe(true);
    expect(stored.name_version < stored.version).toBe(true);

    while (await knex.schema.hasTable('change')) {
      await knex.migrate.down(migrations);
    }
    await knex.migrate.down(migrations);
    expect(await knex('pipeline_run').first()).toMatchObject({
      url_version: stored.url_version,
      name_version: stored.name_version,
      finished_at_version: stored.version,
      commit_json_version: null,
    });
    expect(await knex('job_run').first()).toMatchObject({ run_key: 'run:1' });

    await knex.migrate.latest(migrations);
    expect(await dump()).toEqual(before);
  });

  it('let the figures of an entity be answered from an index alone', async () => {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
    const query = knex('pipeline_run')
      .select('status', 'duration_ms', 'default_branch')
      .where({ source_id: 'lab', scope: 'shop/cart' })
      .where('created_at', '>', 0)
      .orderBy('created_at', 'desc');
    const plan =
      id === 'SQLITE_3'
        ? await knex.raw(`explain query plan ${query.toString()}`)
        : await knex.transaction(async trx => {
            // An empty table is never read by an index of its own accord.
            await trx.raw('set local enable_seqscan = off');
            await trx.raw('set local enable_bitmapscan = off');
            return (await trx.raw(`explain ${query.toString()}`)).rows;
          });
    expect(JSON.stringify(plan)).toMatch(
      /(COVERING INDEX|Index Only Scan using) pipeline_run_scope_idx/,
    );
  });
});
