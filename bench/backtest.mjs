/**
 * How long it takes to replay the past of objectives: their alerts at every
 * minute, the stretches that threatened the budget and the budget of each day,
 * beside one plain pass over the same samples that only adds them up.
 *
 *   node bench/backtest.mjs [--slos=10] [--days=90]
 */
import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { number } from './lib/options.mjs';

const SLOS = number('slos', 10);
const DAYS = number('days', 90);
const MINUTE_MS = 60_000;
const START = Date.UTC(2026, 0, 1);

const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const slo = require('../plugins/devops-slo/src');

const { specs } = slo.parseSloFiles([
  { file: 'slo.yaml', text: specification(SLOS) },
]);
const histories = specs.map((_, i) => history(i));
replay(specs[0], histories[0].slice(0, 10 * 1440)); // the first run is slower

const load = loadavg()[0];
let alerts = 0;
let slowest = 0;
const begun = performance.now();
specs.forEach((spec, i) => {
  const start = performance.now();
  alerts += replay(spec, histories[i]).alerts.length;
  slowest = Math.max(slowest, performance.now() - start);
});
const took = performance.now() - begun;

const plainBegun = performance.now();
const ratios = histories.map(plainPass);
const plainTook = performance.now() - plainBegun;

const samples = histories.reduce((sum, points) => sum + points.length, 0);
console.log(`load before: ${load.toFixed(1)}`);
console.log(
  `${SLOS} objectives, ${DAYS} days: ${took.toFixed(0)} ms for ${samples} samples and ${alerts} alerts, ${slowest.toFixed(0)} ms the slowest`,
);
console.log(
  `plain pass: ${plainTook.toFixed(1)} ms, ${Math.max(...ratios).toExponential(1)} of all events bad at most`,
);
console.log(`ratio to the plain pass: ${(took / plainTook).toFixed(1)}`);
console.log(`ratio to 1 s an objective: ${(slowest / 1000).toFixed(2)}`);
process.exitCode = slowest < 1000 ? 0 : 1;

function replay(spec, points) {
  return slo.backtestSlo({ spec, history: { stepMs: MINUTE_MS, points } });
}

function plainPass(points) {
  let bad = 0;
  let total = 0;
  for (const point of points) {
    bad += point.bad;
    total += point.total;
  }
  return bad / total;
}

/** Ten times as much traffic by day as by night, an outage every few days, a hole each week. */
function history(seed) {
  const points = [];
  for (let minute = 0; minute < DAYS * 1440; minute++) {
    if (minute % (7 * 1440) < 20) {
      continue;
    }
    const total = Math.round(
      550 - 450 * Math.cos((minute / 1440) * 2 * Math.PI),
    );
    const isOut = (minute + seed * 97) % 5000 < 40;
    points.push({
      at: START + (minute + 1) * MINUTE_MS,
      bad: isOut ? Math.round(total / 3) : Number(minute % 11 === seed),
      total,
    });
  }
  return points;
}

function specification(count) {
  const slos = Array.from(
    { length: count },
    (_, i) => `  - name: requests-${i}
    objective: 99.9
    sli:
      events:
        error_query: sum(rate(http_requests_total{path="/${i}",code=~"5.."}[{{.window}}]))
        total_query: sum(rate(http_requests_total{path="/${i}"}[{{.window}}]))
    alerting: { name: RequestsFail }
`,
  );
  return `version: prometheus/v1\nservice: shop\nslos:\n${slos.join('')}`;
}
