import assert from 'node:assert/strict';
import { serviceName } from './create.mjs';
import { entityPath, eventually, openEntity, readDevops } from './portal.mjs';

/** Half of the answers fail: state, burn and budget follow. */
export async function burnBudget(journey) {
  const { page, world, screenshot } = journey;
  const read = async () => {
    const { items } = await readDevops(
      journey,
      `${entityPath(serviceName)}/slos`,
    );
    return items[0];
  };
  const calm = await eventually('the first measurements', 90, async () => {
    const slo = await read();
    return slo?.total >= 2 ? slo : undefined;
  });
  assert.equal(calm.state, 'ok');
  await openEntity(journey, serviceName, 'slos');
  await page.getByText('Error budget').first().waitFor();
  await screenshot('slo-calm');

  const fault = `${world.environments}/api/environments/production/services/${serviceName}/fault`;
  const on = await fetch(fault, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ errorRate: 0.5, latencyMs: 0 }),
  });
  assert.ok(on.ok, await on.text());
  const burning = await eventually('the burn', 90, async () => {
    const slo = await read();
    return slo.bad > calm.bad ? slo : undefined;
  });
  const budget = 1 - burning.objective;
  const expected = 1 - burning.bad / burning.total / budget;
  assert.ok(
    Math.abs(burning.budgetRemaining - expected) < 1e-9,
    `budget left ${burning.budgetRemaining}, by the formula ${expected}`,
  );
  assert.ok(['burning', 'exhausted'].includes(burning.state), burning.state);
  assert.ok(burning.currentBurn > 1, `burn rate ${burning.currentBurn}`);
  await page
    .getByText(/burning|exhausted|overspent/)
    .first()
    .waitFor();
  await screenshot('slo-burning');
  await fetch(fault, { method: 'DELETE' });
  return `${burning.state}, ${burning.bad} of ${burning.total} bad, budget left ${burning.budgetRemaining.toFixed(2)}`;
}
