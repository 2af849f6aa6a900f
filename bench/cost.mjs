/**
 * What the store takes, and how that grows with the number of entities: bytes
 * of a run and of a deployment, memory of the backend at rest and while
 * webhooks come in. Writes the table into docs/costs.md.
 *
 *   node bench/cost.mjs [--sizes=500,5000,20000] [--runs=100] [--deployments=10]
 *     [--rate=300] [--seconds=20]
 *
 * `runs` and `deployments` are for each entity.
 */
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fillStore, send } from './lib/fillStore.mjs';
import { startForge } from './lib/forge.mjs';
import { webhooks } from './lib/hooks.mjs';
import { countOf } from './lib/loadHistory.mjs';
import { number, text } from './lib/options.mjs';
import { createSecrets, Portal } from './lib/Portal.mjs';
import { startPostgres } from './lib/postgres.mjs';

const SIZES = (text('sizes') ?? '500,5000,20000').split(',').map(Number);
const RUNS = number('runs', 100);
const DEPLOYMENTS = number('deployments', 10);
const RATE = number('rate', 300);
const SECONDS = number('seconds', 20);
const LANES = 20;
const page = new URL('../docs/costs.md', import.meta.url);

const rows = [];
for (const entities of SIZES) {
  rows.push(await measure(entities));
}
const table = [
  `| Entities | Runs | Deployments | Database | Bytes per run | Bytes per deployment | Of it per entity beside | Backend at rest | Backend at ${RATE} webhooks/s |`,
  '| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  ...rows.map(
    row =>
      `| ${row.entities} | ${row.runs} | ${row.deployments} | ${mb(row.database)} | ${row.perRun} | ${row.perDeployment} | ${row.perEntity} | ${row.restMb} MB | ${row.busyMb} MB |`,
  ),
].join('\n');
console.log(table);
console.log(
  `\nratio    ${(rows.at(-1).restMb / rows[0].restMb).toFixed(2)} (memory at rest, ${SIZES.at(-1)} entities / ${SIZES[0]})`,
);
writeFileSync(
  page,
  `# What the store costs

Measured on one machine with two cores and PostgreSQL by \`node bench/cost.mjs\`, which writes this page. Sizes include indexes. The backend runs from its sources, with users and permissions and without the rest of a portal.

${table}

A run takes what its provider tells of it: names, commit, person, links, instants. Figures of an entity (days, windows, verdicts) do not grow with its runs. \`devops.retention\` deletes each kind of row after a time of its own.
`,
);

async function measure(entities) {
  const secrets = createSecrets();
  const postgres = await startPostgres();
  const forge = await startForge();
  const portal = new Portal({
    name: 'one',
    postgres,
    forge,
    secrets,
    components: entities,
    asUserOf: [],
  });
  const runs = entities * RUNS;
  const deployments = entities * DEPLOYMENTS;
  let knex;
  try {
    knex = await fillStore({
      portal,
      postgres,
      secrets,
      entities,
      runs,
      deployments,
      computed: Math.min(100, entities),
    });
    await pause(5_000);
    const rest = await portal.stats();
    const sizes = await sizesOf(knex);
    const until = Date.now() + SECONDS * 1000;
    const hooks = webhooks({ projects: Math.min(entities, 200) });
    const lane = async () => {
      while (Date.now() < until) {
        await Promise.all([
          send(portal, secrets, hooks, 1),
          pause((LANES * 1000) / RATE),
        ]);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    const busy = await portal.stats();
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    const ofRows = sizes.get('pipeline_run') + sizes.get('deployment');
    return {
      entities,
      runs,
      deployments,
      database: total,
      perRun: Math.round(
        sizes.get('pipeline_run') / (await countOf(knex, 'pipeline_run')),
      ),
      perDeployment: Math.round(
        sizes.get('deployment') / (await countOf(knex, 'deployment')),
      ),
      perEntity: Math.round((total - ofRows) / entities),
      restMb: Math.round(rest.rssMb),
      busyMb: Math.round(busy.rssMb),
    };
  } finally {
    await knex?.destroy();
    await portal.stop();
    await forge.stop();
    await postgres.stop();
  }
}

/** Bytes of each table with its indexes. */
async function sizesOf(knex) {
  const { rows: sizes } = await knex.raw(
    `select relname as name, pg_total_relation_size(oid) as bytes
       from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace`,
  );
  return new Map(sizes.map(({ name, bytes }) => [name, Number(bytes)]));
}

function mb(bytes) {
  return `${Math.round(bytes / 1e6)} MB`;
}
