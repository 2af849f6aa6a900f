import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { findViolations } from '../../../dev/findViolations';
import { FakeDevopsApi } from '../../../dev/FakeDevopsApi';
import { scenarios } from '../../../dev/scenarios';
import type { Scenario } from '../../../dev/scenarios/types';
import { renderDevopsPage } from '../../../dev/testing';

function show(name: string, world: Partial<Scenario> = {}, search = '') {
  const api = new FakeDevopsApi({ ...scenarios[name], ...world });
  return renderDevopsPage({ path: `/devops/fleet${search}`, api });
}

const table = () => screen.findByRole('table', { name: /^Entities/ });
/** Without the head and the two rows about all entities. */
const bodyRows = (of: HTMLElement) => within(of).getAllByRole('row').slice(3);
const { fleet } = scenarios.healthy;

describe('the fleet', () => {
  it('says no data with the reason, and never zero for it', async () => {
    const figures = {
      deploymentFrequency: null,
      leadTime: null,
      changeFailRate: null,
      reworkRate: null,
      recoveryTime: null,
      runSuccessRate: null,
    };
    const { quality, ...unknown } = fleet.items[0];
    const idle = { ...unknown, figures, deployments: 0 };
    const steady = {
      ...fleet.items[1],
      deployments: 4,
      figures: {
        ...fleet.items[1].figures,
        changeFailRate: 0,
        recoveryTime: null,
      },
    };
    const { container } = show('healthy', {
      fleet: { ...fleet, items: [idle, steady], entities: 2 },
    });
    const [first, second] = bodyRows(await table());
    expect(first).not.toHaveTextContent(/0 %|\b0 a/);
    expect(
      within(first).getAllByRole('note', {
        name: /^no data: Nothing was deployed/,
      }),
    ).toHaveLength(5);
    for (const reason of [/^no data: No run/, /^no data: Nothing is known/]) {
      expect(
        within(first).getByRole('note', { name: reason }),
      ).toBeInTheDocument();
    }
    expect(second).toHaveTextContent(/0 %/);
    expect(
      within(second).getByRole('note', { name: /no data: .* recovered/ }),
    ).toBeInTheDocument();
    expect(
      await findViolations(container.querySelector('[data-devops]')!),
    ).toEqual([]);
  });

  it.each([
    ['Owner', 'team-1', 'group:default/team-1'],
    ['System', 'shop', 'system:default/shop'],
    ['Domain', 'Domain:sales/web', 'domain:sales/web'],
  ])('is narrowed by %s, also by its short name', async (label, text, ref) => {
    const items = fleet.items.slice(0, 3).map((item, index) => ({
      ...item,
      owner: 'group:default/other',
      ...(index === 1 ? { [label.toLowerCase()]: ref } : {}),
    }));
    show('healthy', { fleet: { ...fleet, items, entities: 3 } });
    expect(bodyRows(await table())).toHaveLength(3);
    await userEvent.type(
      screen.getByRole('textbox', { name: label }),
      `${text}{Enter}`,
    );
    await waitFor(async () => expect(bodyRows(await table())).toHaveLength(1));
    await userEvent.type(
      screen.getByRole('textbox', { name: label }),
      'x{Enter}',
    );
    expect(
      await screen.findByText('No entity matches the filter.'),
    ).toBeInTheDocument();
  });

  it('reads a full one page by page, and keeps pooled figures that are hidden apart', async () => {
    const { pooled, ...hidden } = fleet;
    show('full', { fleet: hidden });
    expect(bodyRows(await table())).toHaveLength(50);
    expect(
      screen.getByText(/you may not see every entity that is in it/),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
    await waitFor(async () => expect(bodyRows(await table())).toHaveLength(60));
  });

  it('sorts by the head of a column, for the keyboard, too', async () => {
    show('healthy');
    const sorted = async (name: RegExp) =>
      within(await table())
        .getByRole('columnheader', { name })
        .getAttribute('aria-sort');
    await table();
    screen.getByRole('button', { name: 'Sort by Change lead time' }).focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(async () =>
      expect(await sorted(/lead time/)).toBe('ascending'),
    );
    await userEvent.keyboard('{Enter}');
    await waitFor(async () =>
      expect(await sorted(/lead time/)).toBe('descending'),
    );
  });

  it('tells how much a figure is from, and how good its data is', async () => {
    show('healthy');
    const [first] = bodyRows(await table());
    expect(first).toHaveTextContent('from 3 deployments');
    expect(first).toHaveTextContent('from 7 changes');
    expect(first).toHaveTextContent('from 1 recovery');
    expect(first).toHaveTextContent('70 %');
    expect(await table()).toHaveTextContent('from 48 of 60 entities');
    expect(await table()).toHaveTextContent('from 12400 runs');
  });

  it('takes filters, order and time from the address', async () => {
    const api = new FakeDevopsApi(scenarios.healthy);
    const asked = jest.spyOn(api, 'listFleet');
    renderDevopsPage({
      path: '/devops/fleet?fleet-owner=group:default/team-1&fleet-sort=leadTime&fleet-order=desc&fleet-window=90',
      api,
    });
    const rows = bodyRows(await table());
    expect(rows).toHaveLength(15);
    expect(asked).toHaveBeenCalledWith(
      expect.objectContaining({
        owner: 'group:default/team-1',
        sort: 'leadTime',
        order: 'desc',
        window: 90,
      }),
      expect.anything(),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    await waitFor(async () => expect(bodyRows(await table())).toHaveLength(50));
  });

  it('takes nothing from an address that makes no sense', async () => {
    show('healthy', {}, '?fleet-by=moon&fleet-window=1&fleet-sort=luck');
    expect(bodyRows(await table())).toHaveLength(50);
    expect(screen.getByRole('combobox', { name: 'Time' })).toHaveValue('30');
  });

  it('says when figures will show', async () => {
    show('empty', { fleet: { ...fleet, items: [], entities: 0 } });
    expect(
      await screen.findByText(/No entity has figures yet/),
    ).toBeInTheDocument();
  });

  it('says what failed', async () => {
    show('error');
    expect(
      await screen.findByText('The fleet could not be loaded'),
    ).toBeInTheDocument();
  });

  it('shows the final layout while it loads', async () => {
    const { container } = show('loading');
    await screen.findByRole('heading', { name: 'Fleet' });
    expect(container.querySelector('[aria-busy="true"]')).not.toBeNull();
  });
});
