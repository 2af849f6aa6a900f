import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { findViolations } from '../../../dev/findViolations';
import { FakeDevopsApi } from '../../../dev/FakeDevopsApi';
import { scenarios } from '../../../dev/scenarios';
import { renderOnEntityPage } from '../../../dev/testing';

const show = (name: string, path?: string) =>
  renderOnEntityPage('entity-content:devops/slos', {
    api: new FakeDevopsApi(scenarios[name]),
    path,
  });

describe('the SLOs tab', () => {
  it('opens the objective that needs attention most', async () => {
    const { container } = show('slo-states');
    expect(
      await screen.findByRole('heading', {
        name: 'Objective that is exhausted',
      }),
    ).toBeInTheDocument();
    expect(screen.getByText(/allows 4,320 failures/)).toBeInTheDocument();
    await screen.findByRole('slider');
    expect(await findViolations(container)).toEqual([]);
  });

  it('opens the objective that the URL names', async () => {
    show('slo-states', '/?slo=burning');
    expect(
      await screen.findByRole('heading', { name: 'Objective that is burning' }),
    ).toBeInTheDocument();
  });

  it('lights only pairs whose windows both exceed the threshold', async () => {
    show('slo-states', '/?slo=exhausted');
    const table = await screen.findByRole('table', { name: /Burn rate/ });
    const states = within(table)
      .getAllByRole('row')
      .slice(1)
      .map(row => /firing/.test(row.textContent ?? ''));
    const { burnWindows } = scenarios['slo-states'].slos.find(
      slo => slo.id === 'exhausted',
    )!;
    expect(states).toEqual(burnWindows.map(pair => pair.firing));
    expect(new Set(states)).toEqual(new Set([true, false]));
  });

  it('lets the keyboard visit the points of the chart', async () => {
    show('burning');
    const slider = await screen.findByRole('slider');
    expect(slider).toHaveAttribute(
      'aria-valuetext',
      expect.stringMatching(/41\.2 % left/),
    );
    fireEvent.keyDown(slider, { key: 'Home' });
    expect(slider).toHaveAttribute(
      'aria-valuetext',
      expect.stringMatching(/100 % left/),
    );
    fireEvent.keyDown(slider, { key: 'ArrowRight' });
    expect(slider).toHaveAttribute('aria-valuenow', '1');
  });

  it('tells of a deployment whose mark is selected', async () => {
    show('burning');
    const marks = await screen.findAllByRole('button', {
      name: /to production, failed/,
    });
    fireEvent.keyDown(marks[0], { key: 'Enter' });
    expect(await screen.findByText('→ production')).toBeInTheDocument();
  });

  it('tells in words when alerts fired and what spent the budget', async () => {
    show('burning');
    const items = async (name: string) => {
      const heading = await screen.findByRole('heading', { name });
      return within(heading.nextElementSibling as HTMLElement)
        .getAllByRole('listitem')
        .map(item => item.textContent);
    };
    expect(await items('What spent the budget')).toEqual([
      expect.stringMatching(/used 42 % of it, deployed 6 days ago/),
    ]);
    const alerts = await items('Alerts in this window');
    expect(alerts).toHaveLength(3);
    expect(alerts[0]).toMatch(/\(critical\) fired .* for 3 h 10 m: .*Runbook/);
    expect(alerts[2]).toMatch(/fires since 14 min ago: /);
    expect(await items('Incidents in this window')).toEqual([
      expect.stringMatching(/^INC-7 Checkout fails .* for 3 h 20 m$/),
    ]);
    expect(
      screen.getByRole('img', { name: 'Alerts: 3, listed below the chart' }),
    ).toBeInTheDocument();
  });

  it('tells of alerts before any budget is known', async () => {
    const { histories, ...scenario } = scenarios.burning;
    const withoutBudget = Object.entries(histories).map(([id, history]) => [
      id,
      {
        ...history,
        points: history.points.map(({ at, errorRatio }) => ({
          at,
          errorRatio,
        })),
      },
    ]);
    renderOnEntityPage('entity-content:devops/slos', {
      api: new FakeDevopsApi({
        ...scenario,
        histories: Object.fromEntries(withoutBudget),
      }),
    });
    expect(
      await screen.findByText(/How much budget was left is not known/),
    ).toBeVisible();
    expect(
      screen.getByRole('heading', { name: 'Alerts in this window' }),
    ).toBeVisible();
  });

  it('shows the chart as a table', async () => {
    const { container } = show('burning');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show as table' }),
    );
    const table = screen.getByRole('table', { name: /Error budget left/ });
    expect(within(table).getAllByRole('row').length).toBe(117);
    expect(await findViolations(container)).toEqual([]);
  });

  it('says where a file is broken and how to mend it', async () => {
    show('slo-states');
    expect(
      await screen.findByRole('link', { name: /slo\/payments\.yaml:14:11/ }),
    ).toHaveAttribute('href', expect.stringContaining('#L14'));
    expect(screen.getByText(/Write a share between 0 and 1/)).toBeVisible();
    expect(
      screen.getByRole('heading', { name: '1 SLO file cannot be used' }),
    ).toBeVisible();
    expect(screen.getByText(/Warning: checkout-requests at/)).toBeVisible();
  });

  it('does not call a file unusable that is only warned of', async () => {
    const scenario = scenarios['slo-states'];
    const [problem] = scenario.problems;
    renderOnEntityPage('entity-content:devops/slos', {
      api: new FakeDevopsApi({
        ...scenario,
        problems: [{ ...problem, severity: 'warning' }],
      }),
    });
    expect(
      await screen.findByRole('heading', { name: '1 warning about SLO files' }),
    ).toBeVisible();
  });

  it.each(['no-traffic', 'no-data', 'stale', 'unmeasured'])(
    'does not judge an objective that is %s',
    async id => {
      show('slo-states', `/?slo=${id}`);
      const title = id.replace('-', ' ');
      const heading = await screen.findByRole('heading', {
        name: `Objective that is ${title}`,
      });
      expect(heading.parentElement).toHaveTextContent(/since/);
      expect(heading.parentElement).not.toHaveTextContent(
        /burning|ok|empty in/,
      );
    },
  );

  it.each(['empty', 'error', 'forbidden', 'loading'])(
    'is accessible in the %s world',
    async name => {
      const { container } = show(name);
      await screen.findAllByRole('heading', { level: 2 });
      expect(await findViolations(container)).toEqual([]);
    },
  );

  it('says since when the budget of a calendar month counts, and when it resets', async () => {
    const scenario = scenarios['slo-states'];
    const { container } = renderOnEntityPage('entity-content:devops/slos', {
      api: new FakeDevopsApi({
        ...scenario,
        slos: [
          {
            ...scenario.slos[0],
            windowText: '1M',
            windowKind: 'calendar',
            period: {
              // Midnight of the first in Berlin.
              start: '2026-10-31T23:00:00.000Z',
              resetsAt: new Date(
                Date.now() + 6 * 86_400_000 + 3_700_000,
              ).toISOString(),
              timeZone: 'Europe/Berlin',
            },
          },
        ],
      }),
    });
    const [term] = await screen.findAllByText('Window');
    expect(term.nextElementSibling).toHaveTextContent(
      /^since (1 Nov|Nov 1), resets in 6 d 1 h$/,
    );
    expect(screen.queryByText('1M')).not.toBeInTheDocument();
    await screen.findByRole('slider');
    expect(await findViolations(container)).toEqual([]);
  });

  it('says which query gives each number, and what to do about alerts', async () => {
    const scenario = scenarios['slo-states'];
    const { source: _file, ...slo } = scenario.slos[0];
    const { container } = renderOnEntityPage('entity-content:devops/slos', {
      api: new FakeDevopsApi({
        ...scenario,
        slos: [
          {
            ...slo,
            title: 'Checkout answers',
            environment: 'production',
            eventsPerSecond: 12.5,
            measuredBy: { id: 'prometheus-main', title: 'Prometheus (eu)' },
            figures: [
              {
                figure: 'budgetRemaining',
                language: 'PromQL',
                query: '1 - max(slo:period_burn_rate:ratio)',
              },
            ],
            alerts: [
              {
                name: 'ErrorBudgetBurn',
                state: 'firing',
                severity: 'page',
                runbookUrl: 'https://runbooks.example.com/checkout',
              },
            ],
          },
        ],
      }),
    });
    expect(
      await screen.findByRole('heading', {
        name: 'Checkout answers (production)',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        /Known from the rules of Prometheus \(eu\), without a file/,
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'Budget left (PromQL)' }),
    ).toHaveTextContent('1 - max(slo:period_burn_rate:ratio)');
    expect(screen.getByText('ErrorBudgetBurn')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /Runbook/ })).toHaveAttribute(
      'href',
      'https://runbooks.example.com/checkout',
    );
    expect(screen.getByText('12.5')).toBeInTheDocument();
    await screen.findByRole('slider');
    expect(await findViolations(container)).toEqual([]);
  });
});
