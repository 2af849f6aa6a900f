import assert from 'node:assert/strict';
import { serviceName } from './create.mjs';
import { entityPath, eventually, openEntity, readDevops } from './portal.mjs';

/** Deploys to production without touching the pointer. */
export async function controlProduction(journey) {
  const { page, screenshot } = journey;
  await openEntity(journey, serviceName, 'deployments');
  const before = await productionOf(journey);
  assert.equal(before?.current, undefined, 'production runs nothing yet');

  const button = page.getByRole('button', { name: /^Deploy .* to production/ });
  await button.first().waitFor();
  await tabTo(page, button.first());
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await screenshot('play-production');
  await tabTo(
    page,
    dialog.getByRole('button', { name: 'Deploy to production' }),
  );
  await page.keyboard.press('Enter');

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

async function productionOf(journey) {
  const { items } = await readDevops(
    journey,
    `${entityPath(serviceName)}/environments`,
  );
  return items.find(({ name }) => name === 'production');
}

/** Presses Tab until the element has the focus. */
async function tabTo(page, locator) {
  for (let presses = 0; presses < 200; presses += 1) {
    if (await locator.evaluate(element => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error('The element cannot be reached with Tab');
}
