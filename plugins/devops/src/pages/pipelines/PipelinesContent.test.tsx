import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { findViolations } from '../../../dev/findViolations';
import { FakeDevopsApi } from '../../../dev/FakeDevopsApi';
import { scenarios } from '../../../dev/scenarios';
import { everyDifference, pipeline } from '../../../dev/scenarios/pipelines';
import type { Scenario } from '../../../dev/scenarios/types';
import { renderDevopsPage } from '../../../dev/testing';

function show(name: string, world: Partial<Scenario> = {}, search = '') {
  const api = new FakeDevopsApi({ ...scenarios[name], ...world });
  return {
    api,
    ...renderDevopsPage({ path: `/devops/pipelines${search}`, api }),
  };
}

const table = () =>
  screen.findByRole('table', { name: 'Generated pipelines by name' });
const bodyRows = async () =>
  within(await table())
    .getAllByRole('row')
    .slice(1);
const states = () => screen.findByRole('list', { name: 'Pipelines by state' });

describe('the pipelines of the fleet', () => {
  it('tells how many there are of each state, in words and numbers', async () => {
    const { container } = show('healthy');
    expect(
      within(await states())
        .getAllByRole('link')
        .map(({ textContent }) => textContent),
    ).toEqual(['broken 1', 'behind 1', 'edited 1', 'current 57']);
    expect(
      screen.getByText(
        /^60 generated pipelines, of which differ by template 1/,
      ),
    ).toBeInTheDocument();
    expect(
      await findViolations(container.querySelector('[data-devops]')!),
    ).toEqual([]);
  });

  it('says of each pipeline what differs, and what is wrong with it', async () => {
    show('healthy');
    const [basket, cart, checkout, invoice] = await bodyRows();
    expect(basket).toHaveTextContent(
      /basket.*behind.*template 1, pinned versions 1, policy 2, edits 2.*delivery 0\.1\.0/,
    );
    expect(cart).toHaveTextContent(/edited.*edits 1.*npm-service 0\.0\.9/);
    expect(checkout).toHaveTextContent(/current.*nothing/);
    expect(invoice).toHaveTextContent(
      /broken.*The lock file cannot be used: .*is not JSON.*from before/,
    );
  });

  it('shows each difference with the next step beside the list', async () => {
    const { baseElement } = show('healthy');
    await table();
    await userEvent.click(
      screen.getByRole('button', { name: 'Differences of basket' }),
    );
    const panel = await screen.findByRole('dialog', {
      name: 'Differences of basket',
    });
    // One command does what both of the listed ones do.
    expect(
      await within(panel).findByRole('region', {
        name: 'Command that brings the pipeline up to date',
      }),
    ).toHaveTextContent(/^devops update --set coverage=80$/);
    const items = within(
      within(panel).getByRole('list', { name: 'Differences' }),
    ).getAllByRole('listitem');
    expect(items).toHaveLength(everyDifference.length);
    expect(items[1]).toHaveTextContent(/:22\.11@sha256:aaaa → :22\.14/);
    expect(items[3]).toHaveTextContent(/Undo the edit, or accept/);
    expect(items[4]).toHaveTextContent(/Needs nothing/);
    expect(items[5]).toHaveTextContent(/Restore the file from its history/);
    expect(panel).toHaveTextContent(/Not checked: stack/);
    expect(
      await findViolations(baseElement.querySelector('[role="dialog"]')!),
    ).toEqual([]);
    await userEvent.click(within(panel).getByRole('button', { name: 'Close' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('is narrowed by the number of a state, and back', async () => {
    show('healthy');
    await userEvent.click(
      within(await states()).getByRole('link', { name: /behind/ }),
    );
    await waitFor(async () => expect(await bodyRows()).toHaveLength(1));
    const chosen = within(await states()).getByRole('link', { name: /behind/ });
    expect(chosen).toHaveAttribute('aria-current', 'true');
    // The numbers of the others stay, so that one can go on to them.
    expect(await states()).toHaveTextContent('current 57');
    await userEvent.click(chosen);
    await waitFor(async () => expect(await bodyRows()).toHaveLength(50));
  });

  it('takes all filters from the address', async () => {
    const api = new FakeDevopsApi(scenarios.healthy);
    const asked = jest.spyOn(api, 'listDrift');
    renderDevopsPage({
      path: '/devops/pipelines?pipelines-owner=group:default/team-2&pipelines-system=system:default/shop&pipelines-state=edited&pipelines-difference=local&pipelines-version=0.0.9&pipelines-open=component:default/cart',
      api,
    });
    expect(
      await screen.findByRole('dialog', { name: 'Differences of cart' }),
    ).toBeInTheDocument();
    expect(asked).toHaveBeenCalledWith(
      {
        owner: 'group:default/team-2',
        system: 'system:default/shop',
        state: 'edited',
        difference: 'local',
        version: '0.0.9',
        limit: 50,
      },
      expect.anything(),
    );
  });

  it('takes nothing from an address that makes no sense', async () => {
    show(
      'healthy',
      {},
      '?pipelines-state=odd&pipelines-difference=moon&pipelines-open=%3A%3A',
    );
    expect(await bodyRows()).toHaveLength(50);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('is narrowed by kind, generator and owner', async () => {
    show('healthy');
    await table();
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Difference' }),
      'edits',
    );
    await waitFor(async () => expect(await bodyRows()).toHaveLength(2));
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Generator' }),
      'npm-service 0.0.9 (1 pipeline)',
    );
    await waitFor(async () => expect(await bodyRows()).toHaveLength(1));
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Owner' }),
      'team-1{Enter}',
    );
    expect(
      await screen.findByText('No pipeline matches the filter.'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    await waitFor(async () => expect(await bodyRows()).toHaveLength(50));
  });

  it('reads a full one page by page', async () => {
    show('full');
    expect(await bodyRows()).toHaveLength(50);
    await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
    await waitFor(async () => expect(await bodyRows()).toHaveLength(60));
  });

  it('tells what is not known', async () => {
    show('healthy', {
      unreadable: 3,
      pipelines: [
        pipeline('cart', [], {
          readError: 'connect ECONNREFUSED',
          checkedAt: undefined,
          generator: undefined,
          state: 'broken',
        }),
      ],
    });
    expect(
      await screen.findByText(/^3 repositories could never be read/),
    ).toBeInTheDocument();
    const [cart] = await bodyRows();
    expect(cart).toHaveTextContent(/not known/);
    expect(cart).toHaveTextContent(
      /could not be read the last time: connect ECONNREFUSED\./,
    );
    expect(cart).not.toHaveTextContent('from before');
  });

  it('says how to get the first pipeline', async () => {
    show('empty');
    expect(
      await screen.findByRole('region', {
        name: 'Command that generates a pipeline',
      }),
    ).toHaveTextContent('devops pipeline --provider');
  });

  it('says when nothing is read at all', async () => {
    show('empty', { readsRepositories: false });
    expect(
      await screen.findByText(/devops-backend-module-drift/),
    ).toBeInTheDocument();
  });

  it('says what failed', async () => {
    show('error');
    expect(
      await screen.findByText('The pipelines could not be loaded'),
    ).toBeInTheDocument();
  });

  it('shows the final layout while it loads', async () => {
    const { container } = show('loading');
    await screen.findByRole('heading', { name: 'Pipelines' });
    expect(container.querySelector('[aria-busy="true"]')).not.toBeNull();
  });
});
