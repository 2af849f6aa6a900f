/**
 * How many signed webhooks a second the backend accepts and applies on
 * PostgreSQL, and how that compares with inserting the same rows plainly.
 *
 *   node bench/ingest.mjs [--seconds=300] [--rate=700] [--sqlite] [--profile]
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { loadavg } from 'node:os';
import { startForge } from './lib/forge.mjs';
import { signed, webhooks } from './lib/hooks.mjs';
import { insertPlainly } from './lib/insertPlainly.mjs';
import { number, flag, percentile } from './lib/options.mjs';
import { createSecrets, Portal } from './lib/Portal.mjs';
import { openDatabase } from './lib/database.mjs';
import { startPostgres } from './lib/postgres.mjs';

const SECONDS = number('seconds', 300);
const RATE = number('rate', 700);
const PROJECTS = 200;
const CONNECTIONS = 100;
const WARM_UP = 3_000;

const load = loadavg()[0];
const secrets = createSecrets();
const postgres = await startPostgres();
const forge = await startForge();
const portal = new Portal({
  name: 'one',
  postgres,
  forge,
  secrets,
  components: PROJECTS,
  nodeOptions: flag('profile') ? ['--cpu-prof', '--cpu-prof-dir=.bench'] : [],
});
let knex;
try {
  await portal.start();
  knex = await openDatabase(postgres);
  await send(WARM_UP, RATE / 2); // what runs for the first time is slower
  await settled();
  portal.reset();
  const before = await portal.stats();

  const sent = [];
  const lags = [];
  let isSending = true;
  const watching = watchLag(lags, () => isSending);
  const begun = performance.now();
  const latencies = await send(RATE * SECONDS, RATE, sent);
  const took = (performance.now() - begun) / 1000;
  isSending = false;
  await watching;
  const drained = performance.now();
  await settled();
  const drainedIn = (performance.now() - drained) / 1000;
  const stats = await portal.stats();

  const refused = latencies.filter(({ status }) => status !== 202).length;
  const times = latencies.map(({ ms }) => ms).sort((a, b) => a - b);
  const accepted = (latencies.length - refused) / took;
  const [{ count }] = await knex('inbox')
    .where({ state: 'applied' })
    .count({ count: '*' });

  console.log(`
webhooks sent            ${latencies.length} in ${took.toFixed(1)} s, ${refused} not accepted
accepted                 ${accepted.toFixed(0)}/s
acknowledged             p50 ${percentile(times, 50).toFixed(1)} ms, p99 ${percentile(times, 99).toFixed(1)} ms, max ${times.at(-1).toFixed(0)} ms
applied                  ${count} of ${latencies.length + WARM_UP}; lag at most ${(Math.max(...lags) / 1000).toFixed(1)} s, the rest ${drainedIn.toFixed(1)} s after the last
event loop               p99 ${stats.p99DelayMs.toFixed(0)} ms, longest ${stats.longestDelayMs.toFixed(0)} ms
backend                  ${((stats.cpuSeconds - before.cpuSeconds) / took).toFixed(2)} cores, ${stats.rssMb.toFixed(0)} MB
load of the machine      ${load.toFixed(1)} before the start`);

  await portal.stop();
  const plain = await insertPlainly(knex, sent);
  console.log(`plain batched inserts    ${plain.rows} rows of ${plain.webhooks} webhooks: ${plain.perSecond.toFixed(0)} webhooks/s
ratio                    ${(accepted / plain.perSecond).toFixed(2)} (webhooks accepted and applied / inserted plainly)`);
} catch (error) {
  console.error(portal.log.slice(-4000));
  throw error;
} finally {
  await knex?.destroy();
  await portal.stop();
  await forge.stop();
  await postgres.stop();
}

/** Sends at a fixed rate, whatever the answers take, and times each answer. */
async function send(total, rate, sent) {
  const pool = new Pool(new URL(portal.url).origin, {
    connections: CONNECTIONS,
  });
  const path = new URL(portal.url).pathname;
  const hooks = webhooks({ projects: PROJECTS });
  const begun = performance.now();
  const answers = [];
  for (let n = 0; n < total; n += 1) {
    const due = begun + (n * 1000) / rate;
    if (due > performance.now() + 1) {
      await pause(due - performance.now());
    }
    const hook = hooks.next().value;
    if (sent && sent.length < 20_000) {
      sent.push(hook);
    }
    answers.push(
      pool
        .request({
          path,
          method: 'POST',
          headers: signed(hook, secrets.key),
          body: hook.body,
        })
        .then(async ({ statusCode, body }) => {
          await body.dump();
          return { status: statusCode, ms: performance.now() - due };
        })
        .catch(() => ({ status: 0, ms: performance.now() - due })),
    );
  }
  const done = await Promise.all(answers);
  await pool.close();
  return done;
}

async function oldestPending() {
  const row = await knex('inbox')
    .whereRaw("state = 'pending'")
    .min({ at: 'received_at' })
    .first();
  return row.at === null ? undefined : Number(row.at);
}

async function watchLag(lags, goesOn) {
  while (goesOn()) {
    lags.push(Date.now() - ((await oldestPending()) ?? Date.now()));
    await pause(500);
  }
}

async function settled() {
  while ((await oldestPending()) !== undefined) {
    await pause(50);
  }
}
