import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeDevopsApi } from '../../../dev/FakeDevopsApi';
import { findViolations } from '../../../dev/findViolations';
import { scenarios } from '../../../dev/scenarios';
import type { Scenario } from '../../../dev/scenarios/types';
import { renderDevopsPage } from '../../../dev/testing';

function show(search: string, world: Partial<Scenario> = {}) {
  const api = new FakeDevopsApi({ ...scenarios.healthy, ...world });
  return renderDevopsPage({ path: `/devops/fleet${search}`, api });
}

const table = (name: RegExp) => screen.findByRole('table', { name });
const bodyRows = (of: HTMLElement) => within(of).getAllByRole('row').slice(1);
const { fleet } = scenarios.healthy;

describe('groups of the fleet', () => {
  it('are chosen by the keyboard and lead to their entities', async () => {
    show('');
    await table(/^Entities/);
    const choice = screen.getByRole('combobox', { name: 'Group by' });
    choice.focus();
    await userEvent.selectOptions(choice, 'owner');
    const owners = await table(/^Owners/);
    expect(
      bodyRows(owners).map(row => within(row).getByRole('rowheader')),
    ).toHaveLength(4);
    within(owners)
      .getByRole('link', {
        name: 'Show the 15 entities of group:default/team-2',
      })
      .focus();
    await userEvent.keyboard('{Enter}');
    const entities = await table(/^Entities/);
    // The head, what holds for all, and the entities.
    expect(within(entities).getAllByRole('row')).toHaveLength(3 + 15);
    expect(screen.getByRole('textbox', { name: 'Owner' })).toHaveValue(
      'group:default/team-2',
    );
  });

  it('tell median, middle half and from how many entities', async () => {
    const { container } = show('?fleet-by=owner');
    const [first] = bodyRows(await table(/^Owners/));
    expect(first).toHaveTextContent('from 12 of 15 entities');
    expect(first).toHaveTextContent('1 d 6 h');
    expect(first).toHaveTextContent('14 h to 1 d 18 h');
    expect(
      await findViolations(container.querySelector('[data-devops]')!),
    ).toEqual([]);
  });

  it('say no data with the reason', async () => {
    const figures = { ...fleet.items[0].figures, recoveryTime: null };
    const items = [{ ...fleet.items[0], figures }];
    show('?fleet-by=owner', { fleet: { ...fleet, items } });
    const [only] = bodyRows(await table(/^Owners/));
    expect(
      within(only).getByRole('note', { name: /^no data: .* recovered/ }),
    ).toBeInTheDocument();
    // Of one entity there is no middle half.
    expect(only).not.toHaveTextContent(' to ');
  });

  it('tell how many entities are in none', async () => {
    show('?fleet-by=system');
    await table(/^Systems/);
    expect(
      screen.getByText(/3 systems · 10 entities are in no system/),
    ).toBeInTheDocument();
  });

  it('tell why there are none', async () => {
    const items = fleet.items.map(({ domain, ...item }) => item);
    show('?fleet-by=domain', { fleet: { ...fleet, items } });
    expect(
      await screen.findByText('60 entities are in no domain'),
    ).toBeInTheDocument();
  });

  it('come page by page', async () => {
    const items = Array.from({ length: 60 }, (_, index) => ({
      ...fleet.items[0],
      entityRef: `component:default/one-of-${index}`,
      owner: `group:default/team-${index}`,
    }));
    show('?fleet-by=owner', { fleet: { ...fleet, items } });
    expect(bodyRows(await table(/^Owners/))).toHaveLength(50);
    await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
    await screen.findByRole('link', { name: 'team-59' });
    expect(bodyRows(await table(/^Owners/))).toHaveLength(60);
  });
});
