import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeDevopsApi } from '../../../dev/FakeDevopsApi';
import { findViolations } from '../../../dev/findViolations';
import { scenarios } from '../../../dev/scenarios';
import { renderOnEntityPage } from '../../../dev/testing';

const show = (name: keyof typeof scenarios) =>
  renderOnEntityPage('entity-content:devops/metrics', {
    api: new FakeDevopsApi(scenarios[name]),
  });

const tile = (name: RegExp) => screen.findByRole('button', { name });

describe('the Metrics tab', () => {
  it('tells each metric with its unit, what it is from and its score', async () => {
    show('healthy');
    const frequency = await tile(/^Deployment frequency/);
    expect(frequency).toHaveTextContent('4.9 a week');
    expect(frequency).toHaveTextContent('from 21 deployments');
    expect(frequency).toHaveTextContent('Quick Check 6 of 10');
    expect(await tile(/^Change lead time/)).toHaveTextContent('1 d 2 h');
    expect(await tile(/^Change fail rate/)).toHaveTextContent('9.5 %');
    expect(await tile(/^Failed deployment/)).toHaveTextContent(
      'too few for a score',
    );
  });

  it('shows the rows behind the metric that is chosen', async () => {
    show('healthy');
    await userEvent.click(await tile(/^Change fail rate/));
    const table = await screen.findByRole('table', {
      name: 'Behind the number: Change fail rate',
    });
    expect(
      within(table).getByText('rollback 42 min later; incident INC-7'),
    ).toBeInTheDocument();
    expect(await tile(/^Change fail rate/)).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });

  it('has no number where there is no data', async () => {
    show('empty');
    expect(await tile(/^Change lead time/)).toHaveTextContent('no data');
    expect(
      await screen.findByText('Nothing happened in this time.'),
    ).toBeInTheDocument();
  });

  it('says what failed, and how to bind a component that is not bound', async () => {
    show('error');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The metrics could not be loaded',
    );
  });

  it('tells how to bind a component that is not bound', async () => {
    show('unbound');
    expect(
      await screen.findByText('No pipeline is bound to this component'),
    ).toBeInTheDocument();
  });

  it.each(['healthy', 'empty', 'error'] as const)(
    'has nothing that axe objects to when it is %s',
    async name => {
      const { container } = show(name);
      await screen.findAllByRole('heading');
      expect(await findViolations(container)).toEqual([]);
    },
  );
});
