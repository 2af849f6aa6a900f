import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { findViolations } from '../../../dev/findViolations';
import { FakeDevopsApi } from '../../../dev/FakeDevopsApi';
import { scenarios } from '../../../dev/scenarios';
import type { Scenario } from '../../../dev/scenarios/types';
import { component, renderOnEntityPage } from '../../../dev/testing';

function show(name: string, entity = component, world: Partial<Scenario> = {}) {
  const api = new FakeDevopsApi({ ...scenarios[name], ...world });
  return {
    api,
    ...renderOnEntityPage('entity-card:devops/delivery', { api, entity }),
  };
}

describe('the Delivery card', () => {
  it.each([
    ['healthy', 'main is green'],
    ['red', 'main is red: unit-tests failed in 2 runs'],
    ['running', 'main is running'],
    ['full', 'production-eu differs from main'],
    ['empty', 'No pipeline has run yet'],
  ])('answers first in the %s world', async (name, headline) => {
    const { container } = show(name);
    expect(await screen.findByText(headline)).toBeInTheDocument();
    expect(await findViolations(container)).toEqual([]);
  });

  it('counts how far behind production is, where that is known', async () => {
    const { delivery } = scenarios.full;
    const environments = delivery.environments.map(item =>
      item.name === 'production-eu' ? { ...item, commitsBehindMain: 3 } : item,
    );
    const headline = { ...delivery.headline, commitsBehind: 3 };
    show('full', component, {
      delivery: { ...delivery, headline, environments },
    });
    expect(
      await screen.findByText('production-eu is 3 commits behind main'),
    ).toBeInTheDocument();
    const [row] = screen
      .getAllByRole('listitem')
      .filter(item => item.textContent?.startsWith('production-eu'));
    expect(row).toHaveTextContent('3 commits behind main');
    expect(screen.getAllByText('differs from main').length).toBeGreaterThan(0);
  });

  it('names what runs where, production first', async () => {
    show('healthy');
    const list = await screen.findByRole('list', { name: 'Environments' });
    const rows = within(list).getAllByRole('listitem');
    expect(rows.map(row => row.textContent)).toEqual([
      expect.stringMatching(/^production.*v1\.8\.7.*differs from main/),
      expect.stringMatching(/^staging.*v1\.9\.0.*same as main/),
      expect.stringMatching(/^development.*v1\.9\.0.*same as main/),
    ]);
    expect(rows[0]).toHaveTextContent('waits for a decision');
  });

  it('says in words what the sparkline shows', async () => {
    show('healthy');
    expect(
      await screen.findByRole('img', {
        name: /last 20 runs of main.*19 succeeded, 1 failed/,
      }),
    ).toBeInTheDocument();
    expect(screen.getByText('95 % green')).toBeInTheDocument();
  });

  it('shows this entity how to be bound, and is quiet about it', async () => {
    const { container } = show('unbound');
    expect(
      await screen.findByText('Not bound to a pipeline yet.'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/gitlab.com\/project-slug/)).toBeNull();
    await userEvent.click(screen.getByText('How to bind it'));
    const snippet = await screen.findByText(/gitlab.com\/project-slug/);
    expect(snippet).toHaveTextContent('name: checkout');
    expect(await findViolations(container)).toEqual([]);
  });

  it('keeps the final layout while it loads', async () => {
    const { container } = show('loading');
    expect(await screen.findByText('Delivery')).toBeInTheDocument();
    expect(container.querySelector('[aria-busy=true]')).not.toBeNull();
    expect(await findViolations(container)).toEqual([]);
  });

  it('says what failed in the words of the backend, and tries again', async () => {
    const { api, container } = show('error');
    expect(
      await screen.findByText(/store of the devops backend cannot be reached/),
    ).toBeInTheDocument();
    expect(await findViolations(container)).toEqual([]);
    api.become({ failWith: undefined });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('main is green')).toBeInTheDocument();
  });

  it('does not tell what the reader may not see', async () => {
    show('forbidden');
    expect(
      await screen.findByText('There is nothing here for you to see.'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/No delivery found/)).toBeNull();
  });

  it('labels old data instead of hiding it', async () => {
    show('stale');
    expect(
      await screen.findByText(/^Old: complete only up to/),
    ).toBeInTheDocument();
    expect(screen.getByText('main is green')).toBeInTheDocument();
  });

  it('gives the reason when a source is failing', async () => {
    show('failing');
    expect(
      await screen.findByText(/GitLab cannot be read: the token was refused/),
    ).toBeInTheDocument();
    expect(screen.getByText('main is green')).toBeInTheDocument();
  });

  it('is not shown for what is no component', async () => {
    show('healthy', { ...component, kind: 'API' });
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
    expect(screen.queryByText('Delivery')).toBeNull();
  });
});
