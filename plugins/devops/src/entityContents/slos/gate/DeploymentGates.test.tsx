import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { findViolations } from '../../../../dev/findViolations';
import { FakeDevopsApi } from '../../../../dev/FakeDevopsApi';
import { scenarios } from '../../../../dev/scenarios';
import { overridden } from '../../../../dev/scenarios/gates';
import type { Scenario } from '../../../../dev/scenarios/types';
import { renderOnEntityPage } from '../../../../dev/testing';

function show(
  name: string,
  options: { over?: Partial<Scenario>; allowed?: boolean } = {},
) {
  const api = new FakeDevopsApi({ ...scenarios[name], ...options.over });
  const { allowed } = options;
  const page = renderOnEntityPage('entity-content:devops/slos', {
    api,
    allowed,
  });
  return { ...page, api };
}

const region = () => screen.findByRole('region', { name: 'Deployments' });
const { gates } = scenarios['slo-states'];
const HOUR_MS = 3_600_000;

describe('what the SLOs tab says of deployments', () => {
  it('is that they are allowed where budgets are healthy', async () => {
    show('healthy');
    const section = await region();
    expect(
      await within(section).findByText(
        'Deployments to production are allowed.',
      ),
    ).toBeInTheDocument();
    expect(section).toHaveTextContent('Every budget has enough left.');
    expect(within(section).queryByRole('button')).not.toBeInTheDocument();
  });

  it('is that they are frozen, by which objective, and what to do', async () => {
    const { container } = show('slo-states', { allowed: false });
    const section = await region();
    expect(
      await within(section).findByText('Deployments to production are frozen.'),
    ).toBeInTheDocument();
    const reasons = within(section).getByRole('list', {
      name: 'Why, for production',
    });
    expect(reasons).toHaveTextContent(
      '-17 % of the error budget of Objective that is exhausted is left; at 0 % or less deployments are frozen.',
    );
    expect(reasons).toHaveTextContent('by an override that says so.');
    // Without the permission there is nothing to press.
    expect(within(section).queryByRole('button')).not.toBeInTheDocument();
    expect(await findViolations(container)).toEqual([]);
  });

  it('is nothing where there is no objective', async () => {
    show('empty');
    await screen.findByText(/No objective yet/);
    expect(
      screen.queryByRole('region', { name: 'Deployments' }),
    ).not.toBeInTheDocument();
  });

  it('tells each environment apart', async () => {
    const { production } = gates;
    const staging = {
      ...production,
      environment: 'staging',
      decision: 'slow' as const,
      byPolicy: 'slow' as const,
    };
    const { api } = show('slo-states', {
      over: { gates: { staging, production } },
    });
    const asked = jest.spyOn(api, 'listGates');
    const section = await region();
    for (const sentence of [
      'Deployments to staging pass, and need care.',
      'Deployments to production are frozen.',
    ]) {
      expect(await within(section).findByText(sentence)).toBeInTheDocument();
    }
    expect(asked).toHaveBeenCalledTimes(1);
  });
});

describe('overriding what holds deployments back', () => {
  async function open(over: Partial<Scenario> = {}) {
    const { api, baseElement } = show('slo-states', { over });
    const overrideGate = jest.spyOn(api, 'overrideGate');
    const button = await screen.findByRole('button', {
      name: 'Override what holds deployments to production back',
    });
    await userEvent.click(button);
    const dialog = await screen.findByRole('dialog', {
      name: 'Let deployments to production pass?',
    });
    const confirm = () =>
      userEvent.click(
        within(dialog).getByRole('button', { name: 'Let deployments pass' }),
      );
    return { baseElement, dialog, overrideGate, confirm };
  }

  it('asks for a reason and a time, and then says who let them pass', async () => {
    const { baseElement, dialog, overrideGate, confirm } = await open();
    expect(await findViolations(baseElement)).toEqual([]);
    const reason = within(dialog).getByLabelText(/Reason/);
    await userEvent.type(reason, '  ');
    await confirm();
    expect(reason).toBeInvalid();
    expect(dialog).toHaveTextContent('Say why deployments may go on');
    expect(overrideGate).not.toHaveBeenCalled();

    await userEvent.type(reason, 'Repairs the checkout');
    const duration = within(dialog).getByLabelText('For');
    expect(
      within(duration)
        .getAllByRole('option')
        .map(option => option.textContent),
    ).toEqual(['1 h', '4 h', '8 h', '1 d']);
    await userEvent.selectOptions(duration, '4 h');
    const before = Date.now();
    await confirm();

    const section = await region();
    await within(section).findByText(
      'Deployments to production are allowed by an override.',
    );
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(section).toHaveTextContent(
      /user:default\/ada allowed them until .+: Repairs the checkout/,
    );
    expect(section).toHaveTextContent('Without it they would be frozen.');
    const [, wanted] = overrideGate.mock.calls[0];
    expect(wanted).toMatchObject({
      environment: 'production',
      reason: 'Repairs the checkout',
    });
    const lasts = Date.parse(wanted.until) - before;
    expect(lasts).toBeGreaterThanOrEqual(4 * HOUR_MS);
    expect(lasts).toBeLessThan(4 * HOUR_MS + 60_000);
  });

  it('stays and says why it is refused', async () => {
    const { dialog, confirm } = await open({
      refuseWith: { status: 403, message: 'You may not override the gate' },
    });
    await userEvent.type(within(dialog).getByLabelText(/Reason/), 'Because');
    await confirm();
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'It is not overridden: You may not override the gate',
    );
  });

  it('can be ended', async () => {
    const production = overridden(gates.production, {
      reason: 'Repairs the checkout',
      until: new Date(Date.now() + HOUR_MS).toISOString(),
    });
    show('slo-states', { over: { gates: { production } } });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'End the override for production',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'End the override' }),
    );
    await screen.findByText('Deployments to production are frozen.');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });
});
