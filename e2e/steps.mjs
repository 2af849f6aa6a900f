/**
 * The steps of the journey in order. Each gets the journey, throws when it does
 * not hold, and may return a figure to report. None of them uses a pointer.
 */
import assert from 'node:assert/strict';
import { controlProduction } from './production.mjs';
import { createService, followPipeline, serviceName } from './create.mjs';
import { expectNoViolations } from './accessibility.mjs';
import { activate } from './keyboard.mjs';
import { overrideFreeze } from './gate.mjs';
import { burnBudget, expectAlarm, startAlarm } from './slo.mjs';
import { breakChecks, crashDuringPipeline, dropWebhooks } from './failures.mjs';
import {
  callDevops,
  entityPath,
  openEntity,
  readDevops,
  signIn,
} from './portal.mjs';

export const steps = {
  'a guest signs in': signIn,

  'a service is created from the template': createService,

  'its pipeline deploys it to staging within 120 s': followPipeline,

  'its log is readable in the portal': async journey => {
    const { page, screenshot } = journey;
    await openEntity(journey, serviceName, 'deployments');
    await activate(page, page.getByRole('link', { name: /^Open run/ }));
    const panel = page.getByRole('dialog');
    await activate(
      page,
      panel.getByRole('button', { name: /^Show the log of .*test/ }),
    );
    await panel
      .getByText(/npm run test/)
      .first()
      .waitFor();
    await screenshot('run');
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
  },

  'production is reached by the manual job': controlProduction,

  'a stranger to the service gets no button and a 403': async journey => {
    const { page } = journey;
    const stranger = 'notifier';
    await openEntity(journey, stranger, 'deployments');
    await activate(page, page.getByRole('link', { name: /^Open run/ }));
    await page.getByRole('dialog').waitFor();
    for (const name of [/^Deploy /, /^(Retry|Cancel) run/]) {
      assert.equal(await page.getByRole('button', { name }).count(), 0);
    }
    const { items } = await readDevops(journey, `${entityPath(stranger)}/runs`);
    const answer = await callDevops(
      journey,
      `${entityPath(stranger)}/runs/${items[0].id}/actions`,
      { action: 'retry' },
    );
    assert.equal(answer.status, 403);
  },

  'half of what another service answers begins to fail': startAlarm,

  'a fault burns the budget as the formulas say': burnBudget,

  'a broken test and a planted secret fail the run, each in its job':
    breakChecks,

  'Alertmanager tells of the fault within 3 minutes': expectAlarm,

  'a crash of the portal during a pipeline loses nothing': crashDuringPipeline,

  'a spent budget stops the way to production until somebody overrides it':
    overrideFreeze,

  'with every webhook dropped the sweep finds the run, and axe nothing meanwhile':
    async journey => {
      const [found, checked] = await Promise.all([
        dropWebhooks(journey),
        expectNoViolations(journey),
      ]);
      return `${found}; ${checked}, light and dark`;
    },

  'the browser console stayed clean': async ({ consoleErrors }) => {
    assert.deepEqual(
      consoleErrors.filter(error => /devops/i.test(error)),
      [],
    );
  },
};
