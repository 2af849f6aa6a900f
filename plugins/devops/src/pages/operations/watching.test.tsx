import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import {
  operatorBackend,
  parked,
  showOperations,
} from '../../../dev/operatorBackend';
import { someWork } from '../../../dev/scenarios/operations';

const server = setupServer();

// Decisions are remembered for as long as a page lives, and all tests of a
// file live on one page: this one is for who may do nothing but look.
const denied = [
  'devops.source.read',
  'devops.payload.read',
  'devops.inbox.replay',
];

describe("the operators' page for who may only look", () => {
  registerMswTestHooks(server);

  it('names the permission to see the sources, and shows the rest', async () => {
    operatorBackend(server, { inbox: [parked(1)] });
    showOperations({ denied });
    expect(
      await screen.findByText(/needs the permission devops\.source\.read/),
    ).toBeInTheDocument();
    const table = await screen.findByRole('table', { name: /^Webhooks/ });
    expect(within(table).getAllByRole('row')).toHaveLength(2);
    // The names of the sources are unknown, so that one writes the id.
    expect(screen.getAllByRole('textbox', { name: 'Source' })).toHaveLength(2);
  });

  it('offers no action', async () => {
    const work = someWork;
    const { asked } = operatorBackend(server, { inbox: [parked(8)], work });
    showOperations({ denied });
    await screen.findByRole('table', { name: /^Questions/ });
    await screen.findByRole('button', { name: /^Inspect/ });
    expect(
      screen.queryByRole('button', { name: /Replay|Discard|Retry/ }),
    ).toBeNull();
    expect(asked).toEqual([]);
  });

  it('keeps the bodies, and says by which permission', async () => {
    const { asked } = operatorBackend(server, { inbox: [parked(8)] });
    showOperations({ denied });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Inspect Pipeline Hook 8' }),
    );
    const panel = await screen.findByRole('dialog');
    expect(
      await within(panel).findByText(/permission devops\.payload\.read/),
    ).toBeInTheDocument();
    expect(within(panel).queryByRole('button', { name: /body/i })).toBeNull();
    expect(asked).toEqual([]);
  });
});
