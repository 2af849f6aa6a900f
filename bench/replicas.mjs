/**
 * Whether every acknowledged webhook is applied exactly once, and no work is
 * done twice at the same time, while backends are killed.
 *
 *   node bench/replicas.mjs [--webhooks=50000] [--kills=10] [--seed=1]
 *
 * Two backends share one PostgreSQL. Each is killed so many times at random
 * moments and started again; the sender repeats what was not acknowledged.
 */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { openDatabase } from './lib/database.mjs';
import { startForge } from './lib/forge.mjs';
import { signed, webhooks } from './lib/hooks.mjs';
import { number } from './lib/options.mjs';
import { createSecrets, Portal } from './lib/Portal.mjs';
import { startPostgres } from './lib/postgres.mjs';

const TOTAL = number('webhooks', 50_000);
const KILLS = number('kills', 10);
const random = seeded(number('seed', Date.now() % 1e9));
const LANES = 16;

const secrets = createSecrets();
const postgres = await startPostgres();
const forge = await startForge();
const portals = ['one', 'two'].map(
  name => new Portal({ name, postgres, forge, secrets }),
);
const up = new Set();
const acknowledged = new Set();
let killed = 0;
let sent = 0;
let knex;
try {
  await start(portals[0]);
  knex = await openDatabase(postgres);
  await countApplications();
  await start(portals[1]);

  const begun = Date.now();
  await Promise.all([send(), ...portals.map(killAgainAndAgain)]);
  const took = (Date.now() - begun) / 1000;
  await settled();
  await check();
  console.log(`
webhooks acknowledged    ${acknowledged.size} in ${took.toFixed(0)} s, ${sent - acknowledged.size} attempts more
kills                    ${killed} of 2 backends
applied exactly once     ${acknowledged.size}
parked                   0
asked twice at a time    0 of ${forge.requests} questions to the forge`);
} catch (error) {
  portals.forEach(portal => console.error(portal.log.slice(-3000)));
  throw error;
} finally {
  await knex?.destroy();
  await Promise.all(portals.map(portal => portal.stop()));
  await forge.stop();
  await postgres.stop();
}

async function start(portal) {
  await portal.start();
  up.add(portal);
}

/** Deliveries note each time that they become applied, in a table of their own. */
async function countApplications() {
  await knex.raw(`CREATE TABLE application (source_id text, delivery_id text);
    CREATE FUNCTION note_application() RETURNS trigger AS $$
    BEGIN
      INSERT INTO application VALUES (NEW.source_id, NEW.delivery_id);
      RETURN NEW;
    END $$ LANGUAGE plpgsql;
    CREATE TRIGGER note_application AFTER UPDATE ON inbox FOR EACH ROW
      WHEN (OLD.state <> 'applied' AND NEW.state = 'applied')
      EXECUTE FUNCTION note_application();`);
}

async function send() {
  const pools = new Map(
    portals.map(portal => [
      portal,
      new Pool(new URL(portal.url).origin, { connections: LANES }),
    ]),
  );
  const hooks = webhooks({ parallel: 40 });
  let begun = 0;
  const lane = async () => {
    while (begun < TOTAL) {
      begun += 1;
      // So that the last ones still meet a kill.
      while (begun > (TOTAL * (killed + 1)) / (2 * KILLS + 1)) {
        await pause(50);
      }
      const hook = hooks.next().value;
      while (!(await deliver(pools, hook))) {
        await pause(100);
      }
      acknowledged.add(hook.id);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  await Promise.all([...pools.values()].map(pool => pool.destroy()));
}

async function deliver(pools, hook) {
  const targets = [...up];
  const portal = targets[Math.floor(random() * targets.length)];
  if (!portal) {
    return false;
  }
  sent += 1;
  try {
    const { statusCode, body } = await pools.get(portal).request({
      path: new URL(portal.url).pathname,
      method: 'POST',
      headers: signed(hook, secrets.key),
      body: hook.body,
      headersTimeout: 10_000,
    });
    await body.dump();
    assert.ok([202, 503].includes(statusCode), `answered ${statusCode}`);
    return statusCode === 202;
  } catch (error) {
    if (error.code === 'ERR_ASSERTION') {
      throw error;
    }
    return false; // whether it was stored is unknown, as after any crash
  }
}

async function killAgainAndAgain(portal) {
  for (let n = 0; n < KILLS; n += 1) {
    await pause(500 + random() * 3_000);
    up.delete(portal);
    await portal.kill();
    killed += 1;
    await start(portal);
  }
}

/** The leases of those that were killed have to end first. */
async function settled() {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const [{ count }] = await knex('inbox')
      .whereRaw("state = 'pending'")
      .count({ count: '*' });
    if (Number(count) === 0) {
      return;
    }
    assert.ok(Date.now() < deadline, `${count} webhooks are still not applied`);
    await pause(500);
  }
}

async function check() {
  const parked = await knex('inbox')
    .whereRaw("state = 'parked'")
    .select('event', 'error', 'attempts', 'lost_claims');
  assert.deepEqual(parked, [], 'a webhook was parked');

  const applied = await knex('application')
    .select('delivery_id')
    .count({ times: '*' })
    .groupBy('delivery_id');
  assert.equal(applied.length, TOTAL, 'webhooks that were applied');
  const wrong = applied.filter(
    ({ delivery_id: id, times }) =>
      Number(times) !== 1 || !acknowledged.has(id),
  );
  assert.deepEqual(wrong, [], 'webhooks applied other than once');

  const parkedWork = await knex('work_queue').where({ state: 'parked' });
  assert.deepEqual(parkedWork, [], 'work was parked');
  assert.deepEqual(forge.overlaps, [], 'work was done twice at the same time');
  await checkRows();
}

/** The rows say what the webhooks said, whoever applied them. */
async function checkRows() {
  const told = new Map();
  const hooks = webhooks({ parallel: 40 });
  const note = (kind, id, status) => told.set(`${kind} ${id}`, status);
  for (let n = 0; n < TOTAL; n += 1) {
    const body = JSON.parse(hooks.next().value.body);
    if (body.object_kind === 'build') {
      note('job', body.build_id, body.build_status);
    } else if (body.object_kind === 'deployment') {
      note('deployment', body.deployment_id, body.status);
    } else {
      note('run', body.object_attributes.id, body.object_attributes.status);
      body.builds.forEach(build => note('job', build.id, build.status));
    }
  }
  const stored = new Map();
  const tables = {
    run: 'pipeline_run',
    job: 'job_run',
    deployment: 'deployment',
  };
  for (const [kind, table] of Object.entries(tables)) {
    for (const row of await knex(table).select(
      'external_id',
      'provider_status',
    )) {
      stored.set(`${kind} ${row.external_id}`, row.provider_status);
    }
  }
  assert.equal(stored.size, told.size, 'rows');
  const ended = new Set(['success', 'failed', 'skipped']);
  const wrong = [...told].filter(
    ([thing, status]) => ended.has(status) && stored.get(thing) !== status,
  );
  assert.deepEqual(wrong, [], 'rows that say something else');
}

/** A generator of numbers that a seed repeats. */
function seeded(seed) {
  let state = seed;
  console.log(`seed ${seed}`);
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
