import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeDevopsApi } from '../../../dev/FakeDevopsApi';
import { findViolations } from '../../../dev/findViolations';
import { scenarios } from '../../../dev/scenarios';
import { fleetSlo } from '../../../dev/scenarios/fleetSlos';
import type { Scenario } from '../../../dev/scenarios/types';
import { renderDevopsPage } from '../../../dev/testing';

function show(name: string, world: Partial<Scenario> = {}, search = '') {
  const api = new FakeDevopsApi({ ...scenarios[name], ...world });
  return { api, ...renderDevopsPage({ path: `/devops/slos${search}`, api }) };
}

const table = (name: RegExp = /^Objectives/) =>
  screen.findByRole('table', { name });
const bodyRows = (of: HTMLElement) => within(of).getAllByRole('row').slice(1);
const states = () => screen.findByRole('list', { name: 'Objectives by state' });

describe('the objectives of the fleet', () => {
  it('say where each stands, and lead to all about it', async () => {
    const { container } = show('healthy', {
      fleetSlos: [
        fleetSlo(0, {
          state: 'burning',
          title: 'Checkout',
          environment: 'production',
        }),
      ],
    });
    const [row] = bodyRows(await table());
    expect(row).toHaveTextContent('burning');
    expect(row).toHaveTextContent('99.9 % over 30d');
    expect(row).toHaveTextContent('production');
    expect(row).toHaveTextContent('16.2×');
    expect(row).toHaveTextContent('1 min ago');
    expect(
      within(row).getByRole('img', {
        name: '41 % of the error budget left',
      }),
    ).toBeInTheDocument();
    expect(within(row).getByRole('link', { name: 'Checkout' })).toHaveAttribute(
      'href',
      '/catalog/default/component/service-0/slos?slo=service-0-objective-0',
    );
    expect(
      within(row).getByRole('link', { name: /service-0/ }),
    ).toHaveAttribute('href', '/catalog/default/component/service-0');
    expect(screen.getByText('1 objective')).toBeInTheDocument();
    expect(
      await findViolations(container.querySelector('[data-devops]')!),
    ).toEqual([]);
  });

  it('say what is not known in words, and never zero for it', async () => {
    const { container } = show('healthy', {
      fleetSlos: [fleetSlo(0, { state: 'unmeasured', environment: undefined })],
    });
    const [row] = bodyRows(await table());
    expect(row).toHaveTextContent('never');
    expect(row).not.toHaveTextContent(/\b0 ?%|\b0×/);
    for (const name of [
      'budget not known',
      'burn rate not known',
      'names no environment',
    ]) {
      expect(within(row).getByRole('img', { name })).toBeInTheDocument();
    }
    expect(
      await findViolations(container.querySelector('[data-devops]')!),
    ).toEqual([]);
  });

  it('are many, come page by page, and what asks for attention first', async () => {
    show('full');
    const rows = bodyRows(await table());
    expect(rows).toHaveLength(50);
    expect(rows[0]).toHaveTextContent('exhausted');
    expect(screen.getByText('120 objectives')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
    await waitFor(async () =>
      expect(bodyRows(await table())).toHaveLength(100),
    );
  });

  it('are narrowed to states by their counts, one more and one less', async () => {
    show('healthy');
    await table();
    const choose = async (name: RegExp) =>
      userEvent.click(within(await states()).getByRole('link', { name }));
    const chosen = async () =>
      within(await states())
        .getAllByRole('link')
        .filter(link => link.getAttribute('aria-current') === 'true')
        .map(link => link.textContent);
    await choose(/^burning 8/);
    await waitFor(async () => expect(bodyRows(await table())).toHaveLength(8));
    expect(await chosen()).toEqual(['burning 8']);
    await choose(/^exhausted 8/);
    await waitFor(async () => expect(bodyRows(await table())).toHaveLength(16));
    expect(screen.getByText('16 objectives')).toBeInTheDocument();
    await choose(/^burning/);
    await waitFor(async () => expect(await chosen()).toEqual(['exhausted 8']));
  });

  it('are narrowed by environment, name and owner', async () => {
    const { api } = show('healthy');
    const asked = jest.spyOn(api, 'listFleetSlos');
    await table();
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Environment' }),
      'production',
    );
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Name' }),
      'service-1{Enter}',
    );
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Owner' }),
      'team-1{Enter}',
    );
    await waitFor(() =>
      expect(asked).toHaveBeenLastCalledWith(
        expect.objectContaining({
          environment: 'production',
          text: 'service-1',
          owner: 'group:default/team-1',
        }),
        expect.anything(),
      ),
    );
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Name' }),
      'x{Enter}',
    );
    expect(
      await screen.findByText('No objective matches the filter.'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    await waitFor(async () => expect(bodyRows(await table())).toHaveLength(50));
  });

  it('take filters and order from the address, and nothing that makes no sense', async () => {
    const { api } = show(
      'healthy',
      {},
      '?slos-state=burning,luck&slos-sort=budgetRemaining&slos-order=desc&slos-by=moon',
    );
    const asked = jest.spyOn(api, 'listFleetSlos');
    expect(bodyRows(await table())).toHaveLength(8);
    expect(asked).toHaveBeenCalledWith(
      expect.objectContaining({
        state: ['burning'],
        sort: 'budgetRemaining',
        order: 'desc',
      }),
      expect.anything(),
    );
  });

  it('are sorted by the head of a column, for the keyboard, too', async () => {
    show('healthy');
    const sorted = async () =>
      within(await table())
        .getByRole('columnheader', { name: /Budget left/ })
        .getAttribute('aria-sort');
    await table();
    expect(await sorted()).toBeNull();
    screen.getByRole('button', { name: 'Sort by Budget left' }).focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(async () => expect(await sorted()).toBe('ascending'));
    expect(bodyRows(await table())[0]).toHaveTextContent('exhausted');
    await userEvent.keyboard('{Enter}');
    await waitFor(async () => expect(await sorted()).toBe('descending'));
  });

  it('say how to make the first one where there is none', async () => {
    const { container } = show('empty');
    expect(await screen.findByText(/^No objective yet\./)).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'slo/availability.yaml' }),
    ).toHaveTextContent('kind: SLO');
    expect(
      await findViolations(container.querySelector('[data-devops]')!),
    ).toEqual([]);
  });

  it('say that they are old, and why', async () => {
    show('failing');
    await table();
    expect(screen.getByText(/the token was refused/)).toBeInTheDocument();
  });

  it('say what failed', async () => {
    show('error');
    expect(
      await screen.findByText('The SLOs could not be loaded'),
    ).toBeInTheDocument();
  });

  it('have the final layout while they load', async () => {
    const { container } = show('loading');
    await screen.findByRole('heading', { name: 'SLOs', level: 2 });
    expect(container.querySelector('[aria-busy="true"]')).not.toBeNull();
    expect(
      screen.getByRole('combobox', { name: 'Environment' }),
    ).toBeInTheDocument();
  });
});

describe('groups of objectives', () => {
  it('are chosen by the keyboard, count by state and lead to their objectives', async () => {
    const { container } = show('healthy');
    await table();
    const choice = screen.getByRole('combobox', { name: 'Group by' });
    choice.focus();
    await userEvent.selectOptions(choice, 'owner');
    const owners = await table(/^Owners/);
    expect(choice).toHaveFocus();
    // By name, and by nothing else.
    expect(
      bodyRows(owners).map(
        row => within(row).getByRole('rowheader').textContent,
      ),
    ).toEqual(['team-0', 'team-1', 'team-2', 'team-3']);
    expect(
      await findViolations(container.querySelector('[data-devops]')!),
    ).toEqual([]);
    const list = within(owners).getByRole('list', {
      name: 'Objectives of group:default/team-0 by state',
    });
    const burning = within(list).getByRole('link', { name: /^burning \d+/ });
    const count = Number(burning.textContent!.replace(/\D/g, ''));
    burning.focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(async () =>
      expect(bodyRows(await table())).toHaveLength(count),
    );
    expect(screen.getByRole('textbox', { name: 'Owner' })).toHaveValue(
      'group:default/team-0',
    );
  });

  it('tell how many objectives are in none, and lead to all of a group', async () => {
    show('healthy', {}, '?slos-by=system');
    await table(/^Systems/);
    expect(
      screen.getByText(/4 systems · 40 objectives are in no system/),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('link', {
        name: /^Show the \d+ objectives of system:default\/system-0/,
      }),
    );
    expect(await table(/^Objectives/)).toBeInTheDocument();
  });

  it('tell why there are none', async () => {
    show('healthy', {}, '?slos-by=domain');
    expect(
      await screen.findByText('120 objectives are in no domain'),
    ).toBeInTheDocument();
  });
});
