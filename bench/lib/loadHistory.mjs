/**
 * Fills the store with a history of many entities. The rows are those that
 * webhooks of a forge left for one project, told of all projects over half a
 * year, in the order in which they would have come.
 */
import { performance } from 'node:perf_hooks';

const DAYS = 180;
const DAY_MS = 24 * 60 * 60_000;
/** Of each entity, as in the pipelines that the webhooks tell of. */
const ENVIRONMENTS = 3;
const ROWS_AT_ONCE = 500_000;

export async function loadHistory(knex, { entities, runs, deployments }) {
  const begun = performance.now();
  await multiply(knex, 'pipeline_run', { rows: runs, entities });
  await multiply(knex, 'deployment', { rows: deployments, entities });
  await multiply(knex, 'environment', {
    rows: ENVIRONMENTS * entities,
    entities,
  });
  await knex.raw(isSqlite(knex) ? 'analyze' : 'vacuum analyze');
  return (performance.now() - begun) / 1000;
}

async function multiply(knex, table, { rows, entities }) {
  const columns = Object.keys(await knex(table).columnInfo());
  const template = `template_${table}`;
  await knex.raw(`create table ${template} as
    select row_number() over (order by id) - 1 as k, t.* from ${table} t
     ${table === 'environment' ? `where scope = (select min(scope) from ${table})` : ''}`);
  await knex(table).delete();
  const templates = await countOf(knex, template);
  if (templates === 0) {
    throw new Error(`The webhooks left nothing in ${table} to multiply`);
  }
  const restore = await dropIndexes(knex, table);

  const cells = columns.map(column => cellOf(knex, column, { rows, entities }));
  for (let start = 0; start < rows; start += ROWS_AT_ONCE) {
    const end = Math.min(rows, start + ROWS_AT_ONCE) - 1;
    await knex.raw(`${isSqlite(knex) ? `with recursive g(n) as (select ${start} union all select n + 1 from g where n < ${end})` : ''}
      insert into ${table} (${columns.join(', ')})
      select ${cells.join(', ')}
        from ${isSqlite(knex) ? 'g' : `generate_series(${start}::bigint, ${end}) as g(n)`}
        join ${template} t on t.k = (g.n / ${entities}) % ${templates}`);
    process.stderr.write(`\r${table} ${end + 1} of ${rows}   `);
  }
  process.stderr.write(`\r${table} ${rows}, indexes        `);
  await restore();
  await knex.raw(`drop table ${template}`);
  process.stderr.write('\n');
}

/** What is different from row to row; the rest is as the forge told it. */
function cellOf(knex, column, { rows, entities }) {
  const gap = Math.floor((DAYS * DAY_MS) / Math.max(1, rows / entities));
  const from = Date.now() - DAYS * DAY_MS;
  const at = `(${from} + (g.n / ${entities}) * ${gap} + (g.n % ${entities}) * ${gap} / ${entities})`;
  switch (column) {
    case 'id':
      return isSqlite(knex)
        ? "printf('%026X', g.n)"
        : "upper(lpad(to_hex(g.n), 26, '0'))";
    case 'scope':
      return `'group-' || ((g.n % ${entities}) % 20) || '/service-' || (g.n % ${entities})`;
    case 'changed_at':
    case 'created_at':
      return at;
    case 'started_at':
      return `case when t.started_at is null then null else ${at} + 5000 end`;
    case 'finished_at':
      return `case when t.finished_at is null then null else ${at} + 5000 + coalesce(t.duration_ms, 60000) end`;
    case 'default_branch':
      return 'true';
    default:
      return `t.${column}`;
  }
}

/** An index grows many times as fast when it is made of rows that are there. */
async function dropIndexes(knex, table) {
  const indexes = isSqlite(knex)
    ? await knex('sqlite_master')
        .where({ type: 'index', tbl_name: table })
        .whereNotNull('sql')
        .select('name', 'sql')
    : (
        await knex.raw(
          `select indexname as name, indexdef as sql from pg_indexes
            where schemaname = current_schema() and tablename = ?
              and indexname <> ?`,
          [table, `${table}_pkey`],
        )
      ).rows;
  for (const { name } of indexes) {
    await knex.raw('drop index ??', [name]);
  }
  return async () => {
    for (const { sql } of indexes) {
      await knex.raw(sql);
    }
  };
}

/**
 * Gives every entity the figures of one of those that were computed: to compute
 * all takes a backend the better part of an hour.
 */
export async function copyFigures(knex, { entities, computed }) {
  for (const table of ['entity_snapshot', 'rollup_day']) {
    const columns = Object.keys(await knex(table).columnInfo());
    const cells = columns.map(column => {
      switch (column) {
        case 'entity_uid':
          return 'e.uid';
        case 'owner_ref':
        case 'system_ref':
        case 'domain_ref':
          return `e.${column}`;
        default:
          return `t.${column}`;
      }
    });
    const number = isSqlite(knex)
      ? 'cast(substr(e.uid, 5) as integer)'
      : 'substr(e.uid, 5)::integer';
    await knex.raw(`insert into ${table} (${columns.join(', ')})
      select ${cells.join(', ')} from entity e
        join ${table} t on t.entity_uid = 'uid-' || (${number} % ${computed})
       where ${number} between ${computed} and ${entities - 1}`);
  }
  await knex('dirty_scope_day').delete();
  await knex.raw(`insert into dirty_scope_day (kind, id, day, revision, due_at)
    select distinct 'fleet', '', day, 1, 0 from rollup_day`);
  await knex.raw(isSqlite(knex) ? 'analyze' : 'vacuum analyze');
}

export async function countOf(knex, table) {
  const [{ count }] = await knex(table).count({ count: '*' });
  return Number(count);
}

function isSqlite(knex) {
  return knex.client.config.client === 'better-sqlite3';
}
