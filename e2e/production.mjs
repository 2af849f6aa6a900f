import assert from 'node:assert/strict';
import { serviceName } from './create.mjs';
import { activate } from './keyboard.mjs';
import { entityPath, eventually, openEntity, readDevops } from './portal.mjs';

/** Deploys to production without touching the pointer. */
export async function controlProduction(journey) {
  const { page, screenshot } = journey;
  await openEntity(journey, serviceName, 'deployments');
  const before = await productionOf(journey);
  assert.equal(before?.current, undefined, 'production runs nothing yet');

  const button = page.getByRole('button', { name: /^Deploy .* to production/ });
  await activate(page, button);
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await screenshot('play-production');
  await activate(
    page,
    dialog.getByRole('button', { name: 'Deploy to production' }),
  );

  const started = Date.now();
  await eventually(
    'production',
    60,
    async () => (await productionOf(journey))?.current,
  );
  await page.waitForTimeout(3000);
  await screenshot('production');
  return `production runs it ${Math.round((Date.now() - started) / 1000)} s after the key press`;
}

/** What the store knows of the environment. */
export async function productionOf(journey) {
  const { items } = await readDevops(
    journey,
    `${entityPath(serviceName)}/environments`,
  );
  return items.find(({ name }) => name === 'production');
}
