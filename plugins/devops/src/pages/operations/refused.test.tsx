import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { http } from 'msw';
import { setupServer } from 'msw/node';
import { refuse, showOperations } from '../../../dev/operatorBackend';

const server = setupServer();

describe("the operators' page for who may see none of it", () => {
  registerMswTestHooks(server);

  it('names the permissions and asks for nothing', async () => {
    const asked: string[] = [];
    server.use(
      http.all('http://backend.test/*', ({ request }) => {
        asked.push(request.url);
        return refuse(403, 'no');
      }),
    );
    showOperations({ denied: ['devops.source.read', 'devops.inbox.read'] });
    expect(
      await screen.findAllByText(/needs the permission devops\.inbox\.read/),
    ).toHaveLength(2);
    expect(
      await screen.findByText(/needs the permission devops\.source\.read/),
    ).toBeInTheDocument();
    expect(asked).toEqual([]);
  });
});
