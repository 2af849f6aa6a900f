/**
 * How long 10,000 objectives take to check and to make rules of, and how much
 * memory: once as one process does it, beside a plain template of strings that
 * checks nothing and makes the same amount of text.
 *
 *   node bench/slo.mjs [--slos=10000] [--mode=weighted]
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { number, text } from './lib/options.mjs';

const SLOS = number('slos', 10_000);
const MODE = text('mode') ?? 'weighted';

const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const slo = require('../plugins/devops-slo/src');

const files = Array.from({ length: Math.ceil(SLOS / 10) }, (_, i) => ({
  file: `slo/service-${i}.yaml`,
  text: specification(`service-${i}`, Math.min(10, SLOS - i * 10)),
}));
generate(files.slice(0, 20)); // what runs for the first time is slower

const load = loadavg()[0];
const begun = performance.now();
const written = generate(files);
const took = (performance.now() - begun) / 1000;
const peak = process.resourceUsage().maxRSS / 1024;

const plainBegun = performance.now();
const plain = template(written);
const plainTook = (performance.now() - plainBegun) / 1000;

console.log(`load before: ${load.toFixed(1)}`);
console.log(
  `${SLOS} objectives, ${MODE}: ${took.toFixed(2)} s for ${megabytes(written)} MB of rules, peak memory ${peak.toFixed(0)} MB`,
);
console.log(
  `plain template: ${plainTook.toFixed(2)} s for ${megabytes(plain.length)} MB`,
);
console.log(`ratio to the template: ${(took / plainTook).toFixed(1)}`);
console.log(`ratio to 5 s: ${(took / 5).toFixed(2)}`);
console.log(`ratio to 500 MB: ${(peak / 500).toFixed(2)}`);
process.exitCode = took < 5 && peak < 500 ? 0 : 1;

function generate(some) {
  const { specs, problems } = slo.parseSloFiles(some, {
    review: spec => slo.checkSlo(spec),
  });
  if (problems.length > 0) {
    throw new Error(problems[0].message);
  }
  const parts = slo.writeRules(
    slo.generateRules(specs, { mode: MODE }),
    'prometheus',
  );
  const file = openSync('/dev/null', 'w');
  let length = 0;
  for (const part of parts) {
    length += writeSync(file, part);
  }
  closeSync(file);
  return length;
}

function specification(service, count) {
  const slos = Array.from(
    { length: count },
    (_, i) => `  - name: requests-${i}
    objective: 99.9
    description: Share of requests that succeed.
    sli:
      events:
        error_query: sum(rate(http_requests_total{job="${service}",path="/${i}",code=~"(5..|429)"}[{{.window}}]))
        total_query: sum(rate(http_requests_total{job="${service}",path="/${i}"}[{{.window}}]))
    alerting:
      name: RequestsFail
      labels:
        category: availability
      annotations:
        runbook: https://runbooks.example.com/${service}
      page_alert:
        labels:
          severity: page
      ticket_alert:
        labels:
          severity: ticket
`,
  );
  return `version: prometheus/v1\nservice: ${service}\nlabels:\n  owner: team-a\nslos:\n${slos.join('')}`;
}

/** Rules of the same size, from strings alone. */
function template(length) {
  const parts = [];
  for (let size = 0, i = 0; size < length; i++) {
    const id = `service-${Math.floor(i / 10)}-requests-${i % 10}`;
    const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d', '30d'];
    const rules = windows.map(
      window => `  - record: slo:sli_error:ratio_rate${window}
    expr: |
      (sum(rate(http_requests_total{job="${id}",code=~"(5..|429)"}[${window}])))
      /
      (sum(rate(http_requests_total{job="${id}"}[${window}])))
    labels:
      sloth_id: ${id}
      sloth_window: ${window}
`,
    );
    const group = `- name: slo-${id}\n  rules:\n${rules.join('')}`;
    size += group.length;
    parts.push(group);
  }
  return `groups:\n${parts.join('')}`;
}

function megabytes(length) {
  return (length / 1e6).toFixed(1);
}
