/**
 * How long the event loop is held up while large, deep and forged webhooks
 * arrive beside usual ones.
 *
 * "Busy" is the longest that the loop computed without a break; "delay" is how
 * late it was at most, which grows with what else the machine does.
 *
 *   node bench/hostile.mjs [--mb=25] [--sqlite] [--only=<kind>]
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { Pool } from 'undici';
import { startForge } from './lib/forge.mjs';
import { signed, webhooks } from './lib/hooks.mjs';
import { flag, number, text } from './lib/options.mjs';
import { createSecrets, Portal } from './lib/Portal.mjs';
import { startPostgres } from './lib/postgres.mjs';

const BYTES = number('mb', 25) * 1_000_000;
const AT_ONCE = 4;
const secrets = createSecrets();
const stranger = randomBytes(32);
const hooks = webhooks();
const pipeline = pipelineHook();

const kinds = [
  { kind: 'nothing but usual ones', body: () => undefined },
  {
    kind: 'one long text',
    body: () => ({ ...pipeline, noise: 'x'.repeat(BYTES - 10_000) }),
    answer: 202,
  },
  {
    kind: 'what cannot be compressed',
    body: () => ({
      ...pipeline,
      noise: randomBytes(BYTES * 0.74).toString('base64'),
    }),
    answer: 202,
  },
  {
    kind: 'a pipeline of 10000 jobs',
    body: () => ({ ...pipeline, builds: jobs(10_000) }),
    answer: 202,
  },
  {
    kind: 'many small values',
    body: () => ({
      ...pipeline,
      noise: Array.from({ length: BYTES / 25 }, (_, n) => ({ n, even: n % 2 })),
    }),
    answer: 202,
  },
  {
    kind: 'deep nesting',
    body: () => '['.repeat(BYTES / 2) + ']'.repeat(BYTES / 2),
    answer: 202,
  },
  {
    kind: 'a wrong signature',
    body: () => ({ noise: 'x'.repeat(BYTES - 100) }),
    key: stranger,
    answer: 401,
  },
  {
    kind: 'a stale timestamp',
    body: () => ({ noise: 'x'.repeat(BYTES - 100) }),
    sentAt: Date.now() - 3_600_000,
    answer: 401,
  },
  {
    kind: 'no UTF-8',
    body: () => Buffer.alloc(BYTES, 0xff),
    answer: 400,
  },
  {
    kind: 'more than is allowed',
    body: () => ({ noise: 'x'.repeat(30_000_000) }),
    answer: 413,
  },
  {
    kind: 'a zip bomb',
    body: () => gzipSync(Buffer.alloc(200_000_000)),
    headers: { 'content-encoding': 'gzip' },
    answer: 415,
  },
];

const postgres = flag('sqlite') ? undefined : await startPostgres();
const forge = await startForge();
const portal = new Portal({ name: 'one', postgres, forge, secrets });
try {
  await portal.start();
  const pool = new Pool(new URL(portal.url).origin, { connections: 16 });
  await during(usual(pool, 2_000));
  console.log(
    `load of the machine ${loadavg()[0].toFixed(1)}; ${AT_ONCE} at once, beside 50 usual webhooks a second\n\nbusy    delay     p99  memory  kind`,
  );
  let longest = 0;
  const only = text('only');
  for (const { kind, body, ...how } of kinds) {
    if (only && only !== kind) {
      continue;
    }
    const content = toBytes(body());
    const { stats } = await during(
      usual(pool, 4_000),
      content && repeated(pool, content, how),
    );
    longest = Math.max(longest, stats.longestTurnMs);
    console.log(
      `${stats.longestTurnMs.toFixed(0).padStart(5)} ms ${stats.longestDelayMs.toFixed(0).padStart(4)} ms ${stats.p99DelayMs.toFixed(0).padStart(4)} ms ${stats.rssMb.toFixed(0).padStart(4)} MB  ${kind}`,
    );
  }
  console.log(
    `\nratio    ${(longest / 50).toFixed(2)} (longest busy turn / 50 ms)`,
  );
  await pool.close();
} catch (error) {
  console.error(portal.log.slice(-800));
  throw error;
} finally {
  await portal.stop();
  await forge.stop();
  await postgres?.stop();
}

async function during(...work) {
  portal.reset();
  await Promise.all(work);
  await pause(2_000); // until what was stored is applied
  return { stats: await portal.stats() };
}

/** Usual webhooks, and whether they are answered as always. */
async function usual(pool, ms) {
  const until = Date.now() + ms;
  while (Date.now() < until) {
    const hook = hooks.next().value;
    // An idle connection may just have been closed.
    const status = (await post(pool, hook, {})) || (await post(pool, hook, {}));
    assert.equal(status, 202);
    await pause(20);
  }
}

async function repeated(pool, body, { answer, ...how }) {
  const lane = async () => {
    for (let n = 0; n < 2; n += 1) {
      const hook = { ...hooks.next().value, event: 'Pipeline Hook', body };
      const status = await post(pool, hook, how);
      // A sender that is refused early may find the connection closed.
      assert.ok([answer, 0].includes(status), `answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

async function post(pool, hook, { key = secrets.key, sentAt, headers }) {
  try {
    const { statusCode, body } = await pool.request({
      path: new URL(portal.url).pathname,
      method: 'POST',
      headers: { ...signed(hook, key, sentAt), ...headers },
      body: hook.body,
    });
    await body.dump();
    return statusCode;
  } catch {
    return 0;
  }
}

function toBytes(body) {
  return body === undefined || Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function pipelineHook() {
  for (;;) {
    const hook = hooks.next().value;
    if (hook.event === 'Pipeline Hook') {
      return JSON.parse(hook.body);
    }
  }
}

function jobs(count) {
  return Array.from({ length: count }, (_, n) => ({
    ...pipeline.builds[0],
    id: 1e9 + n,
    name: `job ${n}`,
  }));
}
