import assert from 'node:assert/strict';
import { entityPath, eventually, openEntity, readDevops } from './portal.mjs';

export const serviceName = 'greeter';

/** Fills in the form of the template and submits it. */
export async function createService(journey) {
  const { page, world, screenshot } = journey;
  await page.goto(`${world.portal}/create/templates/default/node-service`);
  await page.getByLabel('Name').fill(serviceName);
  await page
    .getByLabel('Description')
    .fill('Greets whoever comes, in one line.');
  await page.getByLabel('Owner').fill('shop');
  await page.getByRole('option', { name: /shop/i }).first().click();
  await screenshot('template-form');
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByLabel('Least test coverage').waitFor();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByLabel('GitLab host').fill(new URL(world.forge).host);
  await page
    .getByLabel('Address of the service')
    .fill(`${world.environments}/\${environment}/\${service}/`);
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  journey.submittedAt = Date.now();
  await page
    .getByRole('button', { name: 'Create', exact: true })
    .last()
    .click();
  const link = page.getByRole('link', { name: /open in the catalog/i }).first();
  await link.waitFor({ timeout: 60_000 });
  await screenshot('template-done');
  await link.click();
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
