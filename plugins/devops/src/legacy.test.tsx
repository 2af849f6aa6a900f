import { EntityProvider } from '@backstage/plugin-catalog-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { FakeDevopsApi } from '../dev/FakeDevopsApi';
import { scenarios } from '../dev/scenarios';
import { component } from '../dev/testing';
import { devopsApiRef, EntityDeliveryCard, isDevopsAvailable } from './legacy';
import { deploymentsRouteRef } from './routes';

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

  it('is for components', () => {
    expect(isDevopsAvailable(component)).toBe(true);
    expect(isDevopsAvailable({ ...component, kind: 'Group' })).toBe(false);
  });
});
