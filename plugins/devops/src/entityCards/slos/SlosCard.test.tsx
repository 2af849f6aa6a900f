import { screen } from '@testing-library/react';
import { FakeDevopsApi } from '../../../dev/FakeDevopsApi';
import { scenarios } from '../../../dev/scenarios';
import { renderOnEntityPage } from '../../../dev/testing';

const show = (name: string) =>
  renderOnEntityPage('entity-card:devops/slos', {
    api: new FakeDevopsApi(scenarios[name]),
  });

describe('the SLOs card', () => {
  it('says in its first line how many objectives burn and what is left', async () => {
    show('burning');
    expect(await screen.findByText('1 of 3 is burning')).toBeInTheDocument();
    expect(screen.getByText(/41 % budget left/)).toBeInTheDocument();
    expect(screen.getByText(/empty in 2 d 4 h/)).toBeInTheDocument();
  });

  it('says since when a calendar month counts, in place of a length', async () => {
    const [slo] = scenarios.burning.slos;
    renderOnEntityPage('entity-card:devops/slos', {
      api: new FakeDevopsApi({
        ...scenarios.burning,
        slos: [
          {
            ...slo,
            windowText: '1M',
            windowKind: 'calendar',
            period: {
              start: '2026-10-31T23:00:00.000Z',
              resetsAt: '2026-11-30T23:00:00.000Z',
              timeZone: 'Europe/Berlin',
            },
          },
        ],
      }),
    });
    expect(
      await screen.findByText(/^99\.9 % since (1 Nov|Nov 1)$/),
    ).toBeInTheDocument();
  });

  it('judges nothing where nothing was measured', async () => {
    show('burning');
    expect(await screen.findByText('no traffic')).toBeInTheDocument();
    expect(screen.getByLabelText('budget not known')).toBeInTheDocument();
  });

  it('shows the first file of an entity without objectives', async () => {
    show('empty');
    expect(await screen.findByText('No objective yet.')).toBeInTheDocument();
    expect(screen.getByText(/name: checkout-availability/)).toBeInTheDocument();
  });
});
