/**
 * How long pages wait for a large store: the summary of an entity and the
 * fleet, end to end with a user's token and a policy of conditions, beside a
 * route of the same backend that does nothing but know who asks.
 *
 *   node bench/read.mjs [--entities=20000] [--runs=27000000]
 *     [--deployments=1400000] [--requests=3000] [--sqlite]
 */
import { performance } from 'node:perf_hooks';
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { fillStore, markDirty, send } from './lib/fillStore.mjs';
import { startForge } from './lib/forge.mjs';
import { webhooks } from './lib/hooks.mjs';
import { flag, number, percentile } from './lib/options.mjs';
import { createSecrets, Portal } from './lib/Portal.mjs';
import { startPostgres } from './lib/postgres.mjs';

const sqlite = flag('sqlite');
const ENTITIES = number('entities', sqlite ? 5_000 : 20_000);
const RUNS = number('runs', sqlite ? 6_700_000 : 27_000_000);
const DEPLOYMENTS = number('deployments', sqlite ? 350_000 : 1_400_000);
const REQUESTS = number('requests', 3_000);
const COMPUTED = Math.min(100, ENTITIES);
const LANES = 4;
const BACKFILL_PER_SECOND = 50;
/** The reader's teams own a third of all entities, by how teams grow. */
const TEAMS = Array.from({ length: 34 }, (_, n) => `group:default/team-${n}`);
const OWN = Math.floor(ENTITIES * 0.34 ** 0.5);

const secrets = createSecrets();
const postgres = sqlite ? undefined : await startPostgres();
const forge = await startForge();
const portal = new Portal({
  name: 'one',
  postgres,
  forge,
  secrets,
  components: ENTITIES,
  asUserOf: TEAMS,
  nodeOptions: flag('profile') ? ['--cpu-prof', '--cpu-prof-dir=.bench'] : [],
});
let knex;
try {
  knex = await fillStore({
    portal,
    postgres,
    secrets,
    entities: ENTITIES,
    runs: RUNS,
    deployments: DEPLOYMENTS,
    computed: COMPUTED,
  });
  const atRest = await portal.stats();
  await read(Math.min(500, REQUESTS)); // what runs for the first time is slower
  const quiet = await read(REQUESTS);

  await markDirty(knex, 'true');
  const stop = new AbortController();
  const backfill = deliver(stop.signal);
  await pause(3_000);
  const busy = await read(REQUESTS);
  stop.abort();
  const applied = await backfill;
  report({ quiet, busy, applied, atRest });
} catch (error) {
  console.error(error, portal.log.slice(-1500));
  throw error;
} finally {
  await knex?.destroy();
  await portal.stop();
  await forge.stop();
  await postgres?.stop();
}

/** Asks every route in turn, so that all of them meet the same moments. */
async function read(requests) {
  const origin = new URL(portal.url).origin;
  const pool = new Pool(origin, { connections: LANES });
  const authorization = `Bearer ${await tokenOf(origin)}`;
  const routes = {
    empty: () => '/api/empty/nothing',
    summary: n =>
      `/api/devops/entities/component/default/service-${(n * 7919) % OWN}/delivery`,
    fleet: n =>
      `/api/devops/fleet?limit=50&window=${[7, 30, 90, 180][n % 4]}&order=${n % 2 ? 'asc' : 'desc'}&sort=${['name', 'leadTime', 'deploymentFrequency', 'changeFailRate'][(n >> 2) % 4]}`,
  };
  const times = Object.fromEntries(Object.keys(routes).map(name => [name, []]));
  let next = 0;
  const lane = async () => {
    while (next < requests) {
      const n = next;
      next += 1;
      for (const [name, pathOf] of Object.entries(routes)) {
        const begun = performance.now();
        const { statusCode, body } = await pool.request({
          path: pathOf(n),
          method: 'GET',
          headers: { authorization },
        });
        const text = await body.text();
        times[name].push(performance.now() - begun);
        if (statusCode !== 200) {
          throw new Error(
            `${pathOf(n)} answered ${statusCode}: ${text.slice(0, 300)}`,
          );
        }
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  await pool.close();
  return Object.fromEntries(
    Object.entries(times).map(([name, all]) => {
      all.sort((a, b) => a - b);
      return [name, { p50: percentile(all, 50), p95: percentile(all, 95) }];
    }),
  );
}

async function tokenOf(origin) {
  const answer = await fetch(`${origin}/api/auth/guest/refresh`, {
    method: 'POST',
  });
  const { backstageIdentity } = await answer.json();
  return backstageIdentity.token;
}

/** What a sweep of many projects brings, told by webhooks. */
async function deliver(signal) {
  const hooks = webhooks({ projects: 200 });
  let sent = 0;
  while (!signal.aborted) {
    await Promise.all([
      send(portal, secrets, hooks, BACKFILL_PER_SECOND / 5),
      pause(200),
    ]);
    sent += BACKFILL_PER_SECOND / 5;
  }
  return sent;
}

function report({ quiet, busy, applied, atRest }) {
  console.log(
    `load of the machine ${loadavg()[0].toFixed(1)}; ${LANES} requests at a time; backend ${atRest.rssMb.toFixed(0)} MB\n`,
  );
  console.log('                 p50 ms   p95 ms   p95 / empty');
  for (const [when, measured] of [
    ['at rest', quiet],
    ['backfill', busy],
  ]) {
    for (const [name, { p50, p95 }] of Object.entries(measured)) {
      console.log(
        `${when.padEnd(9)}${name.padEnd(8)}${p50.toFixed(1).padStart(6)}${p95.toFixed(1).padStart(9)}${(p95 / measured.empty.p95).toFixed(2).padStart(10)}`,
      );
    }
  }
  console.log(
    `\nbackfill: the figures of all entities computed anew, and ${applied} webhooks\nratio    ${(quiet.summary.p95 / quiet.empty.p95).toFixed(2)} (summary / empty route, at most 3)`,
  );
  console.log(
    `ratio    ${(busy.summary.p95 / quiet.summary.p95).toFixed(2)} (summary during a backfill / at rest, at most 2)`,
  );
  console.log(
    `ratio    ${(busy.fleet.p95 / quiet.fleet.p95).toFixed(2)} (fleet during a backfill / at rest, at most 2)`,
  );
}
