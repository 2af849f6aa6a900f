import assert from 'node:assert/strict';
import { serviceName } from './create.mjs';
import {
  commitFiles,
  entityPath,
  eventually,
  openEntity,
  readDevops,
} from './portal.mjs';

const project = `shop/${serviceName}`;

/** The newest run of a revision, once it has ended. */
function endedRun(journey, revision, seconds = 240) {
  return eventually(`the run of ${revision}`, seconds, async () => {
    const { items } = await readDevops(
      journey,
      `${entityPath(serviceName)}/runs`,
    );
    return items.find(
      run =>
        run.revision === revision &&
        (['succeeded', 'failed', 'canceled'].includes(run.status) ||
          // All that is left is the decision about production.
          run.waitingOn === 'manual'),
    );
  });
}

/** One commit with a test that fails and with a token in it. */
export async function breakChecks(journey) {
  const { page, screenshot } = journey;
  // Put together here, so that scanners of this repository leave it alone.
  const token = ['glpat', 'x7Hq2LmN9pRtVw4YzK8d'].join('-');
  const commit = await commitFiles(journey, project, 'feat: fly to the moon', {
    'src/moon.test.js': {
      create: true,
      text: "import assert from 'node:assert';\nimport { test } from 'node:test';\n\ntest('the moon is made of cheese', () => {\n  assert.equal('rock', 'cheese');\n});\n",
    },
    'src/connect.js': {
      create: true,
      text: `export const token = '${token}';\n`,
    },
  });
  const run = await endedRun(journey, commit.id);
  assert.equal(run.status, 'failed');
  for (const job of [/test/, /secret/]) {
    assert.equal(
      run.failedJobs?.filter(name => job.test(name)).length,
      1,
      `failed jobs: ${run.failedJobs}`,
    );
  }
  await openEntity(journey, serviceName);
  await page.getByText('main is red').first().waitFor();
  await screenshot('red');
  return `failed jobs: ${run.failedJobs.join(', ')}`;
}

/** SIGKILL while jobs run, and a start afterwards. */
export async function crashDuringPipeline(journey) {
  const { world } = journey;
  const commit = await commitFiles(journey, project, 'fix: stay on earth', {
    'src/moon.test.js': {
      text: "import { test } from 'node:test';\n\ntest('the moon is there', () => {});\n",
    },
    'src/connect.js': { text: 'export const connected = true;\n' },
  });
  await eventually('the run', 60, async () => {
    const { items } = await readDevops(
      journey,
      `${entityPath(serviceName)}/runs`,
    );
    return items.find(
      run => run.revision === commit.id && run.status === 'running',
    );
  });
  // An open page would rightly complain while the portal is away.
  await journey.page.goto('about:blank');
  await world.kill('portal');
  await new Promise(done => setTimeout(done, 8000));
  world.launch('portal');
  await world.ready('portal');
  await journey.page.goto(world.portal);
  await eventually('the session', 30, async () =>
    readDevops(journey, '/sources'),
  );

  const run = await endedRun(journey, commit.id, 150);
  const { items } = await readDevops(
    journey,
    `${entityPath(serviceName)}/runs?limit=100`,
  );
  assert.ok(['succeeded', 'waiting'].includes(run.status), run.status);
  assert.equal(
    items.filter(({ revision }) => revision === commit.id).length,
    1,
  );
  assert.equal(new Set(items.map(({ id }) => id)).size, items.length);
  const detail = await readDevops(
    journey,
    `${entityPath(serviceName)}/runs/${run.id}`,
  );
  assert.ok(
    detail.jobs.every(job =>
      ['succeeded', 'waiting', 'skipped', 'failed'].includes(job.status),
    ),
    JSON.stringify(detail.jobs.map(job => [job.name, job.status])),
  );
  return `${detail.jobs.length} jobs, run ${run.status}`;
}

/** Without a single webhook the sweep alone keeps the store complete. */
export async function dropWebhooks(journey) {
  const { world } = journey;
  await webhookMode(world, 'drop');
  try {
    const started = Date.now();
    const commit = await commitFiles(
      journey,
      project,
      'docs: say how to greet',
      { 'docs/greeting.md': { create: true, text: '# How to greet\n' } },
    );
    const run = await endedRun(journey, commit.id, 150);
    assert.ok(['succeeded', 'waiting'].includes(run.status), run.status);
    return `${Math.round((Date.now() - started) / 1000)} s after the push`;
  } finally {
    await webhookMode(world, 'normal');
  }
}

async function webhookMode(world, mode) {
  const answer = await fetch(`${world.forge}/api/lab/webhooks`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mode }),
  });
  assert.ok(answer.ok, `${answer.status}`);
}
