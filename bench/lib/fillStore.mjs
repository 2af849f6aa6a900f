/** Fills the store of a backend with the history of many entities. */
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase, openFile } from './database.mjs';
import { signed, webhooks } from './hooks.mjs';
import { copyFigures, countOf, loadHistory } from './loadHistory.mjs';

/** What is derived, and computed again from the history. */
const DERIVED = [
  'dirty_entity',
  'dirty_scope_day',
  'entity_snapshot',
  'rollup_day',
  'rollup_scope_day',
  'deployment_verdict',
  'delivered_change',
];

/**
 * Ends with a backend that runs on a store with the whole history: one project
 * is told of by webhooks, its rows are multiplied, and the figures of some
 * entities are computed and copied to the others.
 *
 * Returns the database of the plugin.
 */
export async function fillStore(options) {
  const { portal, postgres, secrets, entities, computed } = options;
  await portal.start();
  const knex = postgres
    ? openDatabase(postgres)
    : openFile(portal.databaseFile);
  await send(portal, secrets, webhooks({ projects: 1, parallel: 1 }), 60);
  await until('webhooks are applied', async () => {
    const waiting = await knex('inbox')
      .whereRaw("state = 'pending'")
      .count({ count: '*' });
    return Number(waiting[0].count) === 0;
  });
  // Sweeps and figures of what is not there yet would only take time.
  const listen = await ignoreInserts(knex, ['work_queue', 'dirty_entity']);
  await until(
    'the catalog is mirrored',
    async () =>
      (await countOf(knex, 'entity')) === entities &&
      (await countOf(knex, 'entity_binding')) === entities,
  );
  await portal.kill('SIGTERM');
  await knex('work_queue').delete();
  for (const table of DERIVED) {
    await knex(table).delete();
  }
  await listen();

  const seconds = await loadHistory(knex, options);
  process.stderr.write(
    `${options.runs} runs and ${options.deployments} deployments of ${entities} entities, loaded in ${seconds.toFixed(0)} s\n`,
  );
  const some = Array.from({ length: computed }, (_, n) => `'uid-${n}'`);
  await markDirty(knex, `uid in (${some.join(', ')})`);
  await portal.start();
  await until(
    'figures are computed',
    async () => (await countOf(knex, 'dirty_entity')) === 0,
  );
  await copyFigures(knex, { entities, computed });
  await until(
    'days are summed',
    async () => (await countOf(knex, 'dirty_scope_day')) === 0,
  );
  return knex;
}

/** Has the figures of entities computed from their first day on. */
export async function markDirty(knex, where) {
  await knex.raw(`insert into dirty_entity (entity_uid, from_at, reason, due_at)
    select uid, 0, 'records', 0 from entity where ${where} on conflict do nothing`);
}

export async function send(portal, secrets, hooks, count) {
  for (let n = 0; n < count; n += 1) {
    const hook = hooks.next().value;
    const answer = await fetch(portal.url, {
      method: 'POST',
      headers: signed(hook, secrets.key),
      body: hook.body,
    });
    await answer.text();
    if (answer.status !== 202) {
      throw new Error(`A webhook was answered with ${answer.status}`);
    }
  }
}

async function until(what, check) {
  const begun = Date.now();
  while (!(await check())) {
    if (Date.now() - begun > 3_600_000) {
      throw new Error(`Not within an hour: ${what}`);
    }
    await pause(500);
  }
  process.stderr.write(
    `${what}, ${((Date.now() - begun) / 1000).toFixed(0)} s\n`,
  );
}

/** Returns what ends it. */
async function ignoreInserts(knex, tables) {
  const isSqlite = knex.client.config.client === 'better-sqlite3';
  if (!isSqlite) {
    await knex.raw(`create function ignore_insert() returns trigger as
      $$ begin return null; end $$ language plpgsql`);
  }
  for (const table of tables) {
    await knex.raw(
      isSqlite
        ? `create trigger ignore_${table} before insert on ${table} begin select raise(ignore); end`
        : `create trigger ignore_${table} before insert on ${table} for each row execute function ignore_insert()`,
    );
  }
  return async () => {
    for (const table of tables) {
      await knex.raw(
        isSqlite
          ? `drop trigger ignore_${table}`
          : `drop trigger ignore_${table} on ${table}`,
      );
    }
  };
}
