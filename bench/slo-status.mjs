/**
 * How long one round takes that reads where 10,000 objectives stand from a real
 * Prometheus: the queries alone, then with what is stored on SQLite. It counts
 * queries and bytes as they go over the wire, compressed.
 *
 *   node bench/slo-status.mjs [--slos=10000]
 *
 * The ratios are to 6 queries, 1 s and 5 MB, and to a plain query of one series
 * for each objective on the same server.
 */
import { spawn, execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { number } from './lib/options.mjs';

const SLOS = number('slos', 10_000);
const ROUNDS = 5;
const WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d', '30d'];

const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const {
  PrometheusSource,
} = require('../plugins/devops-backend-module-prometheus/src/PrometheusSource');
const {
  StandingStore,
} = require('../plugins/devops-backend/src/database/slos/StandingStore');
const createKnex = createRequire(
  new URL('../plugins/devops-backend/package.json', import.meta.url),
)('knex');

const folder = mkdtempSync(join(tmpdir(), 'slo-status-'));
let prometheus;
let counter;
let knex;
try {
  prometheus = await startPrometheus();
  counter = await countBytes(prometheus.url);
  const load = loadavg()[0];
  const source = new PrometheusSource({
    instance: {
      id: 'bench',
      title: 'bench',
      type: 'prometheus',
      baseUrl: counter.url,
      headers: {},
      secrets: [],
      environmentLabels: ['environment', 'env'],
      refreshIntervalMs: 60_000,
      timeoutMs: 30_000,
      ruleCheckIntervalMs: 3_600_000,
      configKey: 'bench',
    },
  });
  const signal = new AbortController().signal;
  const read = () => source.readStatuses({ signal });

  const report = await read(); // what runs for the first time is slower
  if (report.statuses.length !== SLOS) {
    throw new Error(`Only ${report.statuses.length} objectives were found`);
  }
  counter.reset();
  const took = await median(read);
  const queries = counter.requests / ROUNDS;
  const megabytes = counter.bytes / ROUNDS / 1e6;
  const plain = await median(() =>
    fetch(
      `${prometheus.url}/api/v1/query?query=${encodeURIComponent('slo:period_burn_rate:ratio')}`,
    ).then(answer => answer.json()),
  );

  knex = await openStore();
  const store = new StandingStore(knex);
  await store.save('bench', report);
  let at = report.at.getTime();
  const saved = await median(() =>
    store.save('bench', { ...report, at: new Date((at += 60_000)) }),
  );
  const found = await median(() =>
    store.find({ services: ['service-7'], sloIds: [] }),
  );

  const seconds = ms => `${(ms / 1000).toFixed(2)} s`;
  console.log(`load before: ${load.toFixed(1)}`);
  console.log(
    `${SLOS} objectives: ${queries} queries, ${seconds(took)}, ${megabytes.toFixed(2)} MB`,
  );
  console.log(`one plain query: ${seconds(plain)}`);
  console.log(`stored on SQLite: ${seconds(saved)}`);
  console.log(`objectives of one entity: ${found.toFixed(1)} ms`);
  console.log(`ratio to 6 queries: ${(queries / 6).toFixed(2)}`);
  console.log(`ratio to 5 MB: ${(megabytes / 5).toFixed(2)}`);
  console.log(`ratio to one plain query: ${(took / plain).toFixed(1)}`);
  console.log(`ratio to 1 s: ${(took / 1000).toFixed(2)}`);
  process.exitCode = queries <= 6 && took < 1000 && megabytes < 5 ? 0 : 1;
} finally {
  await knex?.destroy();
  counter?.server.close();
  counter?.server.closeAllConnections();
  prometheus?.child.kill('SIGKILL');
  await prometheus?.ended;
  rmSync(folder, { recursive: true, force: true });
}

async function median(run) {
  const times = [];
  for (let i = 0; i < ROUNDS; i++) {
    const begun = performance.now();
    await run();
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
}

/** A server with the series that rules record, each with one value of now. */
async function startPrometheus() {
  const metrics = join(folder, 'metrics.txt');
  const file = openSync(metrics, 'w');
  const at = Math.floor(Date.now() / 1000) - 1;
  for (const [name, extra] of seriesNames()) {
    writeSync(file, `# TYPE ${name} gauge\n`);
    for (let i = 0; i < SLOS; i++) {
      const id = `sloth_id="service-${Math.floor(i / 10)}-slo-${i % 10}",sloth_service="service-${Math.floor(i / 10)}",sloth_slo="slo-${i % 10}"`;
      writeSync(file, `${name}{${id}${extra}} ${valueOf(name, i)} ${at}\n`);
    }
  }
  writeSync(file, '# EOF\n');
  closeSync(file);
  const data = join(folder, 'data');
  execFileSync('promtool', [
    'tsdb',
    'create-blocks-from',
    'openmetrics',
    metrics,
    data,
  ]);
  writeFileSync(join(folder, 'prometheus.yml'), 'global: {}\n');
  const port = await freePort();
  const child = spawn(
    'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${data}`,
      `--web.listen-address=127.0.0.1:${port}`,
      // The values are of one moment; a slow machine may look later.
      '--query.lookback-delta=1h',
    ],
    { stdio: 'ignore' },
  );
  const ended = new Promise(done => child.once('exit', done));
  const url = `http://127.0.0.1:${port}`;
  for (let i = 0; i < 300; i++) {
    const ready = await fetch(`${url}/-/ready`).catch(() => undefined);
    if (ready?.ok) {
      return { child, ended, url };
    }
    await new Promise(done => setTimeout(done, 200));
  }
  throw new Error('Prometheus did not start within a minute');
}

function seriesNames() {
  const info =
    ',sloth_mode="weighted",sloth_spec="openslo/v1",sloth_objective="99.9",sloth_version="devops",owner="group:default/team"';
  return [
    ['sloth_slo_info', info],
    ['slo:objective:ratio', ''],
    ['slo:error_budget:ratio', ''],
    ['slo:time_period:days', ''],
    ['slo:current_burn_rate:ratio', ''],
    ['slo:period_burn_rate:ratio', ''],
    ['slo:period_error_budget_remaining:ratio', ''],
    ['slo:sli_errors:rate5m', ''],
    ['slo:sli_total:rate5m', ''],
    ...WINDOWS.map(window => [
      `slo:sli_error:ratio_rate${window}`,
      `,sloth_window="${window}"`,
    ]),
  ];
}

function valueOf(name, i) {
  switch (name) {
    case 'sloth_slo_info':
      return 1;
    case 'slo:objective:ratio':
      return 0.999;
    case 'slo:time_period:days':
      return 30;
    default:
      // Fractions of full length, as divisions leave them.
      return (i % 997) / 997_001;
  }
}

/** Stands between and counts what a network would carry. */
async function countBytes(target) {
  const counted = { requests: 0, bytes: 0 };
  const { request } = await import('node:http');
  const server = createServer((incoming, outgoing) => {
    counted.requests += 1;
    const onward = request(
      `${target}${incoming.url}`,
      { method: incoming.method, headers: incoming.headers, agent: false },
      answer => {
        outgoing.writeHead(answer.statusCode, answer.headers);
        answer.on('data', chunk => {
          counted.bytes += chunk.length;
        });
        answer.pipe(outgoing);
      },
    );
    incoming.pipe(onward);
  });
  // A machine that pauses must not look like a server that hangs up.
  server.keepAliveTimeout = 600_000;
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  return Object.assign(counted, {
    server,
    url: `http://127.0.0.1:${server.address().port}`,
    reset: () => Object.assign(counted, { requests: 0, bytes: 0 }),
  });
}

async function openStore() {
  const database = createKnex({
    client: 'better-sqlite3',
    connection: { filename: join(folder, 'store.sqlite') },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  await database.raw('PRAGMA journal_mode = WAL');
  await database.raw('PRAGMA synchronous = NORMAL');
  await database.migrate.latest({
    directory: new URL('../plugins/devops-backend/migrations', import.meta.url)
      .pathname,
  });
  return database;
}

async function freePort() {
  const server = createServer();
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise(done => server.close(done));
  return port;
}
