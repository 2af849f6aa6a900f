import { DevopsClient } from '@backstage-devops/plugin-devops-common';
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { scenarios } from '../../dev/scenarios';
import { renderOnEntityPage } from '../../dev/testing';

const base = 'http://backend.test/api/devops';
const url = `${base}/entities/component/default/checkout/delivery`;

describe('a card on the client', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  const show = () =>
    renderOnEntityPage('entity-card:devops/delivery', {
      api: new DevopsClient({
        discoveryApi: { getBaseUrl: async () => base },
        fetchApi: { fetch: (...args) => fetch(...args) },
      }),
    });

  it('shows what the backend answers', async () => {
    server.use(http.get(url, () => HttpResponse.json(scenarios.red.delivery)));
    show();
    expect(await screen.findByText(/^main is red/)).toBeInTheDocument();
  });

  it('shows the reason that the backend gives', async () => {
    server.use(
      http.get(url, () =>
        HttpResponse.json(
          {
            error: { name: 'ServiceUnavailableError', message: 'Migrating' },
            response: { statusCode: 503 },
          },
          { status: 503 },
        ),
      ),
    );
    show();
    expect(await screen.findByText(/^Migrating/)).toBeInTheDocument();
  });

  it('asks once when it is refused, and tells nothing', async () => {
    let asked = 0;
    server.use(
      http.get(url, () => {
        asked += 1;
        return HttpResponse.json(
          {
            error: { name: 'NotFoundError', message: 'No secret-service' },
            response: { statusCode: 404 },
          },
          { status: 404 },
        );
      }),
    );
    show();
    expect(
      await screen.findByText('There is nothing here for you to see.'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/secret-service/)).toBeNull();
    expect(asked).toBe(1);
  });
});
