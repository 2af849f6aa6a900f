/**
 * The other side of the comparison: what the webhooks left in the store is
 * written into empty copies of its tables, in batches and nothing else.
 */
import { performance } from 'node:perf_hooks';

const TABLES = ['inbox', 'pipeline_run', 'job_run', 'deployment'];
const ROWS_PER_STATEMENT = 100;
const LARGEST = 20_000;

export async function insertPlainly(knex) {
  const webhooks = Math.min(LARGEST, await countOf(knex, 'inbox'));
  const share = webhooks / (await countOf(knex, 'inbox'));
  let rows = 0;
  let ms = 0;
  for (const table of TABLES) {
    const count = Math.round((await countOf(knex, table)) * share);
    const stored = await knex(table).orderBy('id').limit(count);
    await knex.raw(`CREATE TABLE plain_${table} (LIKE ${table} INCLUDING ALL)`);
    const begun = performance.now();
    for (let start = 0; start < stored.length; start += ROWS_PER_STATEMENT) {
      await knex(`plain_${table}`).insert(
        stored.slice(start, start + ROWS_PER_STATEMENT),
      );
    }
    ms += performance.now() - begun;
    rows += stored.length;
  }
  return { webhooks, rows, perSecond: webhooks / (ms / 1000) };
}

async function countOf(knex, table) {
  const [{ count }] = await knex(table).count({ count: '*' });
  return Number(count);
}
