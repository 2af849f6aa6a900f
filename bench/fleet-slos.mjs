/**
 * How long pages wait that list the objectives of everything: a page of 50 and
 * the groups of 10,000 objectives, end to end with a user's token and a policy
 * of conditions, beside a route of the same backend that does nothing but know
 * who asks. Before that, how long a round takes to bring all of them up to date.
 *
 *   node bench/fleet-slos.mjs [--slos=10000] [--requests=1000]
 */
import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from './lib/database.mjs';
import { startForge } from './lib/forge.mjs';
import { countOf } from './lib/loadHistory.mjs';
import { number, percentile } from './lib/options.mjs';
import { createSecrets, Portal } from './lib/Portal.mjs';
import { startPostgres } from './lib/postgres.mjs';

const SLOS = number('slos', 10_000);
const REQUESTS = number('requests', 1_000);
const OF_SERVICE = 10;
const SERVICES = Math.ceil(SLOS / OF_SERVICE);
const MOST_MS = 100;
const DAY_MS = 24 * 3_600_000;

const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const backend = path => require(`../plugins/devops-backend/src/${path}`);
const { OverviewStore } = backend('database/slos/overview/OverviewStore');
const { RuleCheckStore } = backend('database/slos/RuleCheckStore');
const { SloStore } = backend('database/slos/SloStore');
const { StandingStore } = backend('database/slos/StandingStore');
const { SloOverview } = backend('slo/overview/SloOverview');
const { StandingService } = backend('slo/standings/StandingService');

const postgres = await startPostgres();
const forge = await startForge();
const portal = new Portal({
  name: 'one',
  postgres,
  forge,
  secrets: createSecrets(),
  components: SERVICES,
  asUserOf: Array.from({ length: 100 }, (_, n) => `group:default/team-${n}`),
});
let knex;
try {
  await portal.start();
  knex = openDatabase(postgres);
  await until(
    'the catalog is mirrored',
    async () =>
      (await countOf(knex, 'entity')) === SERVICES &&
      (await countOf(knex, 'work_queue')) === 0,
  );
  await follow();
  const round = await follow();
  await read(Math.min(100, REQUESTS)); // what runs for the first time is slower
  report(round, await read(REQUESTS));
} finally {
  await knex?.destroy();
  await portal.stop();
  await forge.stop();
  await postgres.stop();
}

/** One round: what a source told is stored, and the overview follows. */
async function follow() {
  const standings = new StandingStore(knex);
  const at = new Date();
  await standings.save('bench', { at, statuses: statuses() });
  const all = await standings.ofSource('bench');
  const overview = new SloOverview({
    overview: new OverviewStore(knex),
    slos: new SloStore(knex),
    standings: new StandingService({
      standings,
      checks: new RuleCheckStore(knex),
      sources: [],
      now: Date.now,
    }),
    // No objective has a file, so that none is counted.
    evaluator: { evaluate: async () => [] },
    now: Date.now,
  });
  const begun = performance.now();
  await overview.followTold('bench', all);
  const took = performance.now() - begun;
  const kept = await countOf(knex, 'slo_overview');
  if (kept !== SLOS) {
    throw new Error(`${kept} of ${SLOS} objectives are kept`);
  }
  return took;
}

function statuses() {
  return Array.from({ length: SLOS }, (_, n) => ({
    sloId: `service-${Math.floor(n / OF_SERVICE)}-slo-${n % OF_SERVICE}`,
    service: `service-${Math.floor(n / OF_SERVICE)}`,
    name: `slo-${n % OF_SERVICE}`,
    environment: n % 3 === 0 ? 'staging' : 'production',
    labels: {},
    objective: 0.999,
    windowMs: 30 * DAY_MS,
    coverage: n % 50 === 0 ? 'no_traffic' : 'events',
    live: true,
    ratios: [
      { windowMs: 300_000, errorRatio: (n % 90) / 5_000 },
      { windowMs: 3_600_000, errorRatio: (n % 80) / 5_000 },
      { windowMs: 30 * DAY_MS, errorRatio: (n % 100) / 90_000 },
    ],
    alertWindows: [
      {
        longMs: 3_600_000,
        shortMs: 300_000,
        factor: 14.4,
        severity: 'page',
        canFire: true,
      },
    ],
    alerts: [],
  }));
}

/** Asks every route in turn, so that all of them meet the same moments. */
async function read(requests) {
  const origin = new URL(portal.url).origin;
  const refreshed = await fetch(`${origin}/api/auth/guest/refresh`, {
    method: 'POST',
  });
  const { backstageIdentity } = await refreshed.json();
  const headers = { authorization: `Bearer ${backstageIdentity.token}` };
  const sorts = ['state', 'name', 'budgetRemaining', 'currentBurn'];
  const routes = {
    empty: () => '/api/empty/nothing',
    list: n => `/api/devops/slos?limit=50&sort=${sorts[n % 4]}`,
    burning: () => '/api/devops/slos?limit=50&state=burning&state=exhausted',
    groups: n =>
      `/api/devops/slos/groups?limit=50&by=${n % 2 ? 'owner' : 'system'}`,
  };
  const times = Object.fromEntries(Object.keys(routes).map(name => [name, []]));
  for (let n = 0; n < requests; n += 1) {
    for (const [name, pathOf] of Object.entries(routes)) {
      const begun = performance.now();
      const answer = await fetch(`${origin}${pathOf(n)}`, { headers });
      const text = await answer.text();
      times[name].push(performance.now() - begun);
      if (!answer.ok) {
        throw new Error(`${pathOf(n)} answered ${answer.status}: ${text}`);
      }
    }
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, all]) => {
      all.sort((a, b) => a - b);
      return [name, { p50: percentile(all, 50), p95: percentile(all, 95) }];
    }),
  );
}

function report(round, measured) {
  console.log(`load of the machine ${loadavg()[0].toFixed(1)}`);
  console.log(`a round of ${SLOS} objectives ${(round / 1000).toFixed(2)} s\n`);
  console.log('          p50 ms   p95 ms   p50 / empty');
  for (const [name, { p50, p95 }] of Object.entries(measured)) {
    console.log(
      `${name.padEnd(9)}${p50.toFixed(1).padStart(7)}${p95.toFixed(1).padStart(9)}${(p50 / measured.empty.p50).toFixed(2).padStart(12)}`,
    );
  }
  const { list, groups, empty } = measured;
  const slowest = Math.max(list.p95, groups.p95);
  console.log(
    `\nratio    ${(list.p50 / empty.p50).toFixed(2)} (a page of objectives / empty route)`,
  );
  console.log(
    `ratio    ${(slowest / MOST_MS).toFixed(2)} (p95 of the slower list / ${MOST_MS} ms, at most 1)`,
  );
  process.exitCode = slowest < MOST_MS ? 0 : 1;
}

async function until(what, holds) {
  for (let tries = 0; tries < 1_200; tries += 1) {
    if (await holds()) {
      return;
    }
    await pause(250);
  }
  throw new Error(`It never came to pass that ${what}:\n${portal.log}`);
}
