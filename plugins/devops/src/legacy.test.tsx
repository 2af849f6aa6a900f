import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { FakeDevopsApi } from '../dev/FakeDevopsApi';
import { FakeDevopsOperatorApi } from '../dev/FakeDevopsOperatorApi';
import { scenarios } from '../dev/scenarios';
import { deliveries } from '../dev/scenarios/operations';
import { component } from '../dev/testing';
import {
  DevopsPage,
  devopsApiRef,
  devopsOperatorApiRef,
  EntityDeliveryCard,
  isDevopsAvailable,
} from './legacy';
import { deploymentsRouteRef, devopsRouteRef } from './routes';

describe('in an older portal', () => {
  it('shows the same card, which links to the tab', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[[devopsApiRef, new FakeDevopsApi(scenarios.healthy)]]}
      >
        <EntityProvider entity={component}>
          <EntityDeliveryCard />
        </EntityProvider>
      </TestApiProvider>,
      { mountedRoutes: { '/deployments': deploymentsRouteRef } },
    );
    expect(await screen.findByText('main is green')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'See all deployments and runs' }),
    ).toHaveAttribute('href', '/deployments');
  });

  it('has the fleet, objectives and operations behind tabs', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [devopsApiRef, new FakeDevopsApi(scenarios.healthy)],
          [
            devopsOperatorApiRef,
            new FakeDevopsOperatorApi({ deliveries: deliveries(5), work: [] }),
          ],
          [
            permissionApiRef,
            { authorize: async () => ({ result: AuthorizeResult.ALLOW }) },
          ],
        ]}
      >
        <Routes>
          <Route path="/devops/*" element={<DevopsPage />} />
        </Routes>
      </TestApiProvider>,
      {
        routeEntries: ['/devops/operations'],
        mountedRoutes: {
          '/devops': devopsRouteRef,
          '/catalog/:namespace/:kind/:name': entityRouteRef,
        },
      },
    );
    expect(
      await screen.findByRole('table', { name: /^Webhooks/ }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('tab', { name: 'Fleet' }));
    expect(
      await screen.findByRole('table', { name: /^Entities/ }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('tab', { name: 'SLOs' }));
    expect(
      await screen.findByRole('table', { name: /^Objectives/ }),
    ).toBeInTheDocument();
  });

  it('is for components', () => {
    expect(isDevopsAvailable(component)).toBe(true);
    expect(isDevopsAvailable({ ...component, kind: 'Group' })).toBe(false);
  });
});
