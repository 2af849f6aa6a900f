import assert from 'node:assert/strict';
import { activate, chooseIn, tabTo, typeInto } from './keyboard.mjs';
import { entityPath, eventually, openEntity, readDevops } from './portal.mjs';

export const serviceName = 'greeter';

/** Fills in the form of the template and submits it, without a pointer. */
export async function createService(journey) {
  const { page, world, screenshot } = journey;
  const button = name => page.getByRole('button', { name, exact: true });
  await page.goto(`${world.portal}/create/templates/default/node-service`);
  await typeInto(page, 'Name', serviceName);
  await typeInto(page, 'Description', 'Greets whoever comes, in one line.');
  await chooseIn(page, 'Owner', 'shop');
  await screenshot('template-form');
  await activate(page, button('Next'));
  await tabTo(page, page.getByLabel('Least test coverage'));
  await activate(page, button('Next'));
  await typeInto(page, 'GitLab host', new URL(world.forge).host);
  await typeInto(
    page,
    'Address of the service',
    `${world.environments}/\${environment}/\${service}/`,
  );
  await activate(page, button('Review'));
  await button('Create').last().waitFor();
  journey.submittedAt = Date.now();
  await activate(page, button('Create').last());
  const link = page.getByRole('link', { name: /open in the catalog/i });
  await link.first().waitFor({ timeout: 60_000 });
  await screenshot('template-done');
  await activate(page, link);
  await page.getByText('Delivery', { exact: true }).first().waitFor();
}

/** The page itself shows the deployment, with no reload. */
export async function followPipeline(journey) {
  const { page, screenshot } = journey;
  await openEntity(journey, serviceName, 'deployments');
  const staging = await eventually('staging', 120, async () => {
    const { items } = await readDevops(
      journey,
      `${entityPath(serviceName)}/environments`,
    );
    return items.find(({ name }) => name === 'staging')?.current;
  });
  const stored = Date.now();
  await page
    .getByText(staging.revision.slice(0, 7))
    .first()
    .waitFor({ timeout: 10_000 });
  const shown = Date.now();
  const seconds = Math.round((shown - journey.submittedAt) / 1000);
  await screenshot('deployments');
  assert.ok(seconds < 120, `staging ran the version after ${seconds} s`);
  const late = Date.parse(staging.finishedAt);
  const lag = ((shown - late) / 1000).toFixed(1);
  assert.ok(
    shown - stored < 5000 && shown - late < 5000 + 1000,
    `the page showed the deployment ${lag} s after it finished`,
  );
  return `${seconds} s from submitting the form; on the page ${lag} s after it finished`;
}
