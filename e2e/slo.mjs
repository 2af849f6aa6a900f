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

  await setFault(world, serviceName, { errorRate: 0.5 });
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
  await setFault(world, serviceName);
  return `${burning.state}, ${burning.bad} of ${burning.total} bad, budget left ${burning.budgetRemaining.toFixed(2)}`;
}

const alarmed = 'checkout';

/** Half of the answers fail, and whoever is on call is to hear of it. */
export async function startAlarm(journey) {
  const { world } = journey;
  if (!world.isAlerting) {
    return 'left out: Prometheus and Alertmanager are not installed';
  }
  await setFault(world, alarmed, { errorRate: 0.5 });
  const begin = Date.now();
  journey.alarm = eventually('the alert', 240, async () => {
    const { items } = await readDevops(
      journey,
      `${entityPath(alarmed)}/alerts?status=firing`,
    );
    return items.find(
      ({ sloId, severity }) =>
        sloId === 'checkout-requests' && severity === 'page',
    );
  }).then(alert => ({ alert, seconds: (Date.now() - begin) / 1000 }));
  // Whoever waits for it later is told why it failed.
  journey.alarm.catch(() => {});
  return undefined;
}

/** The alert is on the page, with the deployment that brought the fault. */
export async function expectAlarm(journey) {
  const { page, world, screenshot } = journey;
  if (!world.isAlerting) {
    return 'left out: Prometheus and Alertmanager are not installed';
  }
  const { alert, seconds } = await journey.alarm;
  assert.ok(seconds < 180, `the alert was there after ${seconds} s`);
  await openEntity(journey, alarmed, 'slos?slo=checkout-requests%40production');
  await page.getByText(alert.name).first().waitFor();
  await page.getByText('What spent the budget').first().waitFor();
  await screenshot('slo-alert');
  await setFault(world, alarmed);
  return `${alert.name} after ${Math.round(seconds)} s`;
}

/** Lets a service in production fail; without a fault, no more. */
async function setFault({ environments }, service, fault) {
  const url = `${environments}/api/environments/production/services/${service}/fault`;
  const answer = await fetch(
    url,
    fault
      ? {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(fault),
        }
      : { method: 'DELETE' },
  );
  assert.ok(answer.ok, `${url}: ${answer.status} ${await answer.text()}`);
}
