import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { findViolations } from '../../../dev/findViolations';
import { FakeDevopsApi } from '../../../dev/FakeDevopsApi';
import { scenarios } from '../../../dev/scenarios';
import type { Scenario } from '../../../dev/scenarios/types';
import { component, renderOnEntityPage } from '../../../dev/testing';

function show(
  name: string,
  options: {
    world?: Partial<Scenario>;
  } & Omit<Parameters<typeof renderOnEntityPage>[1], 'api'> = {},
) {
  const api = new FakeDevopsApi({ ...scenarios[name], ...options.world });
  return {
    api,
    ...renderOnEntityPage('entity-content:devops/deployments', {
      api,
      ...options,
    }),
  };
}

const deploy = { name: /^Deploy .* to production$/ };

describe('the Deployments tab', () => {
  it('shows the environments in the order of promotion', async () => {
    show('healthy');
    const matrix = await screen.findByRole('list', { name: 'Environments' });
    const names = within(matrix)
      .getAllByRole('heading', { level: 3 })
      .map(heading => heading.textContent);
    expect(names.map(name => name?.split(',')[0])).toEqual([
      'development',
      'staging',
      'production',
    ]);
    expect(within(matrix).getByText('Same as development')).toBeVisible();
    expect(within(matrix).getByText('Differs from staging')).toBeVisible();
  });

  it('is accessible', async () => {
    const { runs, deployments } = scenarios.running;
    const { container } = show('running', {
      world: { runs: runs.slice(0, 3), deployments: deployments.slice(0, 3) },
    });
    await screen.findByRole('table', { name: /Pipeline runs/ });
    await screen.findByRole('table', { name: /Deployments/ });
    expect(await findViolations(container)).toEqual([]);
  });

  it('deploys only after it was said what goes where', async () => {
    const { api } = show('healthy');
    await userEvent.click(await screen.findByRole('button', deploy));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(
      /Job deploy-production will deploy \w{7} to production of checkout\. It replaces v1\.8\.7/,
    );
    expect(api.asked).toEqual([]);
    expect(await findViolations(dialog)).toEqual([]);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Deploy to production' }),
    );
    expect(
      await screen.findByText(/deploy-production was accepted/),
    ).toBeInTheDocument();
    expect(api.asked).toEqual([
      { target: 'run-600-deploy-production', action: 'play' },
    ]);
  });

  it('stays to say why the provider refused', async () => {
    const { api } = show('refused');
    await userEvent.click(await screen.findByRole('button', deploy));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Deploy to production' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /no longer playable: a newer pipeline has replaced it/,
    );
    expect(api.asked).toEqual([]);
  });

  it('offers no action to who may run nothing', async () => {
    show('red', { allowed: false, path: '/?run=run-600' });
    expect(
      await screen.findByRole('heading', { name: 'Run #600' }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /retry|cancel|start|deploy/i }),
    ).toBeNull();
  });

  it.each([
    // Decisions are remembered by entity, so each has one of its own.
    ['production', 'orders', false],
    ['staging', 'stock', true],
  ])(
    'asks whether the reader may deploy to that environment: not to %s',
    async (closed, name, isOffered) => {
      const entity = {
        ...component,
        metadata: { ...component.metadata, name },
      };
      const asked = new Set<string>();
      show('healthy', {
        entity,
        path: '/?run=run-600',
        decide: request => {
          const of = 'resourceRef' in request ? request.resourceRef : '';
          asked.add(`${request.permission.name} ${of}`);
          return (
            request.permission.name !== 'devops.environment.deploy' ||
            of !== `component:default/${name}#${closed}`
          );
        },
      });
      await screen.findByText(/is ready: job deploy-production/);
      await screen.findByRole('heading', { name: 'Run #600' });
      await waitFor(() =>
        expect(asked).toContain(
          `devops.environment.deploy component:default/${name}#production`,
        ),
      );
      // What deploys nowhere can be run again in either case.
      await screen.findByRole('button', { name: 'Retry unit-tests' });
      await waitFor(() => {
        expect(screen.queryAllByRole('button', deploy)).toHaveLength(
          isOffered ? 1 : 0,
        );
        expect(
          screen.queryAllByRole('button', { name: 'Start deploy-production' }),
        ).toHaveLength(isOffered ? 1 : 0);
      });
    },
  );

  it('tells a rollback from a step forward, and how far behind each is', async () => {
    const { deployments, environments } = scenarios.healthy;
    const [first, second, ...others] = deployments;
    const world = {
      deployments: [
        { ...first, kind: 'rollback' as const, changeCount: 0 },
        {
          ...second,
          kind: 'forward' as const,
          verdict: 'failed' as const,
          changeCount: 7,
        },
        ...others,
      ],
      environments: environments.map((item, index) => ({
        ...item,
        commitsBehindMain: [0, undefined, 12][index],
      })),
    };
    show('healthy', { world });
    const table = await screen.findByRole('table', { name: /^Deployments/ });
    const [, back, forward, unknown] = within(table).getAllByRole('row');
    expect(back).toHaveTextContent(/rollback/);
    expect(forward).not.toHaveTextContent(/forward|rollback/);
    expect(forward).toHaveTextContent(/failed its users/);
    const changes = (row: HTMLElement) =>
      within(row).getAllByRole('cell')[4].textContent;
    expect([back, forward, unknown].map(changes)).toEqual(['0', '7', '']);
    const columns = within(
      screen.getByRole('list', { name: 'Environments' }),
    ).getAllByRole('listitem');
    expect(
      columns.map(
        column => /\d+ commits? behind/.exec(column.textContent ?? '')?.[0],
      ),
    ).toEqual([undefined, undefined, '12 commits behind']);
  });

  it('says that a job waits to who may not start it', async () => {
    show('healthy', { allowed: false });
    expect(
      await screen.findByText(/is ready: job deploy-production/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', deploy)).toBeNull();
  });

  it('opens a run at the job that failed and its error, and gives it up on Escape', async () => {
    show('red');
    await userEvent.click(
      await screen.findByRole('link', { name: 'Open run #600' }),
    );
    const panel = await screen.findByRole('dialog');
    expect(
      await within(panel).findByRole('heading', { name: 'unit-tests failed' }),
    ).toBeInTheDocument();
    const log = await within(panel).findByRole('region', {
      name: 'Log of unit-tests',
    });
    expect(log).toHaveTextContent(/expected status 400 but got 200 <body>/);
    expect(log.querySelector('body')).toBeNull();
    expect(await findViolations(panel)).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('finds text in a log', async () => {
    show('red', { path: '/?run=run-600' });
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Search the log' }),
      'case 4',
    );
    expect(await screen.findByText('1 of 11')).toBeInTheDocument();
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    expect(screen.getByText('11 of 11')).toBeInTheDocument();
  });

  it('asks before it cancels a run', async () => {
    const { api } = show('running', { path: '/?run=run-601' });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Cancel run' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Cancel run #601?',
    });
    expect(api.asked).toEqual([]);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Cancel run' }),
    );
    await waitFor(() =>
      expect(api.asked).toEqual([{ target: 'run-601', action: 'cancel' }]),
    );
  });

  it('narrows the runs by status and reads on by pages', async () => {
    show('full');
    const table = await screen.findByRole('table', { name: /Pipeline runs/ });
    expect(within(table).getAllByRole('row')).toHaveLength(21);
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Load more' })[0],
    );
    await waitFor(() =>
      expect(within(table).getAllByRole('row')).toHaveLength(41),
    );
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Status' }),
      'failed',
    );
    await waitFor(() =>
      expect(
        within(
          screen.getByRole('table', { name: /Pipeline runs/ }),
        ).getAllByRole('row'),
      ).toHaveLength(6),
    );
  });

  it.each(['empty', 'unbound', 'error', 'loading'])(
    'is accessible in the %s world',
    async name => {
      const { container } = show(name);
      await waitFor(() =>
        expect(container.querySelector('section')).not.toBeNull(),
      );
      expect(await findViolations(container)).toEqual([]);
    },
  );
});
