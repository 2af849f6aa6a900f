/**
 * How fast what is too old is deleted: half of the runs of many projects, as
 * the backend does it, some rows at a time with pauses, beside one statement
 * for all of them, which nothing else can be written next to.
 *
 *   node bench/retention.mjs [--entities=2000] [--runs=1000000]
 */
import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { fillStore } from './lib/fillStore.mjs';
import { startForge } from './lib/forge.mjs';
import { countOf } from './lib/loadHistory.mjs';
import { number } from './lib/options.mjs';
import { createSecrets, Portal } from './lib/Portal.mjs';
import { startPostgres } from './lib/postgres.mjs';

const ENTITIES = number('entities', 2_000);
const RUNS = number('runs', 1_000_000);
const KEPT_MS = 90 * 24 * 60 * 60_000;

const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const backend = '../plugins/devops-backend/src';
const { Retention } = require(`${backend}/tasks/Retention`);
const { RetentionStore } = require(`${backend}/database/RetentionStore`);

const secrets = createSecrets();
const postgres = await startPostgres();
const forge = await startForge();
const portal = new Portal({
  name: 'one',
  postgres,
  forge,
  secrets,
  components: ENTITIES,
});
let knex;
try {
  knex = await fillStore({
    portal,
    postgres,
    secrets,
    entities: ENTITIES,
    runs: RUNS,
    deployments: ENTITIES,
    computed: 1,
  });
  await portal.stop();
  await knex.raw('create table plain as select * from pipeline_run');
  await knex.raw('create index on plain (created_at)');
  await knex.raw('vacuum analyze');
  const load = loadavg()[0];

  const retention = new Retention({
    store: new RetentionStore(knex),
    config: { runsMs: KEPT_MS, jobsMs: KEPT_MS },
  });
  const slow = await deleted('pipeline_run', () =>
    retention.purge(new AbortController().signal),
  );
  const plain = await deleted('plain', () =>
    knex('plain')
      .where('created_at', '<', Date.now() - KEPT_MS)
      .delete(),
  );
  console.log(`load of the machine ${load.toFixed(1)}`);
  console.log(
    `${slow.rows} of ${RUNS} runs deleted, ${slow.perSecond.toFixed(0)} a second`,
  );
  console.log(`one statement: ${plain.perSecond.toFixed(0)} a second`);
  console.log(
    `ratio    ${(plain.perSecond / slow.perSecond).toFixed(1)} (one statement / batches with pauses)`,
  );
} finally {
  await knex?.destroy();
  await portal.stop();
  await forge.stop();
  await postgres.stop();
}

async function deleted(table, work) {
  const before = await countOf(knex, table);
  const begun = performance.now();
  await work();
  const seconds = (performance.now() - begun) / 1000;
  const rows = before - (await countOf(knex, table));
  return { rows, perSecond: rows / seconds };
}
