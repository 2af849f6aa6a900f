import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceName } from './create.mjs';
import { activate, typeInto } from './keyboard.mjs';
import { entityPath, eventually, openEntity, readDevops } from './portal.mjs';
import { productionOf } from './production.mjs';

const JOB = 'deploy-production';

/** The pipeline stops before production, and goes on when somebody says why. */
export async function overrideFreeze(journey) {
  const { page, world, screenshot } = journey;
  assert.equal((await gateOf(journey)).decision, 'freeze');
  const before = (await productionOf(journey)).current.revision;

  await openEntity(journey, serviceName, 'deployments');
  await activate(
    page,
    page.getByRole('button', { name: /^Deploy .* to production/ }),
  );
  await activate(
    page,
    page
      .getByRole('dialog')
      .getByRole('button', { name: 'Deploy to production' }),
  );
  const { run, job } = await eventually('the frozen deployment', 60, () =>
    newestJob(journey, 'failed'),
  );
  const text = await eventually('its log', 60, async () => {
    const path = `${entityPath(serviceName)}/jobs/${job.id}/trace`;
    return (await readDevops(journey, path)).text;
  });
  assert.match(text, /Deployments are frozen/);
  assert.ok(!text.includes(world.env.LAB_PORTAL_TOKEN ?? 'lab-token-of-pipe'));
  assert.equal((await productionOf(journey)).current.revision, before);

  await openEntity(journey, serviceName, 'slos');
  const override = page.getByRole('button', {
    name: 'Override what holds deployments to production back',
  });
  await override.waitFor();
  await screenshot('gate-frozen');
  await activate(page, override);
  await page.getByRole('dialog').waitFor();
  await typeInto(page, 'Reason', 'The fix of the fault itself');
  await activate(
    page,
    page.getByRole('button', { name: 'Let deployments pass' }),
  );
  await page.getByText(/are allowed by an override/).waitFor();
  await screenshot('gate-overridden');
  const logged = readFileSync(join(world.logs, 'portal.log'), 'utf8');
  assert.match(logged, /gate-override.*The fix of the fault itself/);

  await openEntity(journey, serviceName, 'deployments');
  await activate(page, page.getByRole('link', { name: /^Open run/ }));
  await activate(page, page.getByRole('button', { name: `Retry ${JOB}` }));
  const started = Date.now();
  const passed = await eventually('production', 60, async () => {
    const { current } = await productionOf(journey);
    return current.revision === run.revision ? current : undefined;
  });
  assert.notEqual(passed.revision, before);
  return `frozen, overridden, and in production ${Math.round((Date.now() - started) / 1000)} s after the retry`;
}

function gateOf(journey) {
  const query = new URLSearchParams({
    entity: `component:default/${serviceName}`,
    environment: 'production',
  });
  return readDevops(journey, `/gate?${query}`);
}

/** The deployment job of the newest run, once it has a status. */
async function newestJob(journey, status) {
  const path = `${entityPath(serviceName)}/runs`;
  const { items } = await readDevops(journey, path);
  const { jobs } = await readDevops(journey, `${path}/${items[0].id}`);
  const job = jobs.find(({ name }) => name === JOB);
  return job?.status === status ? { run: items[0], job } : undefined;
}
