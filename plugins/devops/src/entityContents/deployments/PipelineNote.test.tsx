import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { findViolations } from '../../../dev/findViolations';
import { FakeDevopsApi } from '../../../dev/FakeDevopsApi';
import { scenarios } from '../../../dev/scenarios';
import { everyDifference, pipeline } from '../../../dev/scenarios/pipelines';
import { renderOnEntityPage } from '../../../dev/testing';

function show(...pipelines: Array<ReturnType<typeof pipeline>>) {
  const { runs, deployments } = scenarios.healthy;
  return renderOnEntityPage('entity-content:devops/deployments', {
    api: new FakeDevopsApi({
      ...scenarios.healthy,
      runs: runs.slice(0, 3),
      deployments: deployments.slice(0, 3),
      pipelines,
    }),
  });
}

const environments = () => screen.findByRole('list', { name: 'Environments' });

describe('the pipeline of a component on its Deployments tab', () => {
  it('is told to be behind its template, with each difference on demand', async () => {
    const { container } = show(pipeline('checkout', everyDifference));
    expect(
      await screen.findByText(
        /^The pipeline is behind its template: template 1, pinned versions 1/,
      ),
    ).toBeInTheDocument();
    const button = screen.getByRole('button', { name: 'Show differences' });
    expect(button).toHaveAttribute('aria-expanded', 'false');
    button.focus();
    await userEvent.keyboard('{Enter}');
    expect(
      within(screen.getByRole('list', { name: 'Differences' })).getAllByRole(
        'listitem',
      ),
    ).toHaveLength(everyDifference.length);
    expect(await findViolations(container)).toEqual([]);
    await userEvent.click(
      screen.getByRole('button', { name: 'Hide differences' }),
    );
    expect(
      screen.queryByRole('list', { name: 'Differences' }),
    ).not.toBeInTheDocument();
  });

  it('is told to be broken', async () => {
    show(
      pipeline('checkout', [], { state: 'broken', error: 'It is not JSON' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show differences' }),
    );
    expect(
      screen.getByText(/^The lock file cannot be used: It is not JSON\./),
    ).toBeInTheDocument();
  });

  it.each([
    ['is what its template says', [pipeline('checkout')]],
    ['was not generated', []],
  ])('is not mentioned where it %s', async (_, pipelines) => {
    show(...pipelines);
    await environments();
    expect(screen.queryByText(/^The pipeline/)).not.toBeInTheDocument();
  });
});
