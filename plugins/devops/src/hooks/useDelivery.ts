import type {
  Deployment,
  DeliverySummary,
  EnvironmentState,
} from '@backstage-devops/plugin-devops-common';
import { useQuery } from '@tanstack/react-query';
import { ACTIVE_POLL_MS, entityKey, IDLE_POLL_MS, isActive } from './keys';
import { useDevopsEntity } from './useDevopsEntity';

/** True when a deployment is on its way to the environment. */
export function isDeploying(environment: EnvironmentState): boolean {
  return isActive(environment.latest) || isActive(environment.current);
}

function deliveryMoves(delivery: DeliverySummary | undefined): boolean {
  return (
    delivery !== undefined &&
    (isActive(delivery.latestRun) ||
      delivery.recentRuns.some(isActive) ||
      delivery.environments.some(isDeploying))
  );
}

/** The content of the Delivery card. */
export function useDelivery() {
  const { api, ref, entityRef } = useDevopsEntity();
  return useQuery({
    queryKey: entityKey('delivery', entityRef, 'summary'),
    queryFn: ({ signal }) => api.getDelivery(ref, { signal }),
    refetchInterval: query =>
      deliveryMoves(query.state.data) ? ACTIVE_POLL_MS : IDLE_POLL_MS,
  });
}

/** The environment matrix. */
export function useEnvironments() {
  const { api, ref, entityRef } = useDevopsEntity();
  return useQuery({
    queryKey: entityKey('delivery', entityRef, 'environments'),
    queryFn: ({ signal }) => api.listEnvironments(ref, { signal }),
    refetchInterval: query =>
      query.state.data?.items.some(isDeploying) ? ACTIVE_POLL_MS : IDLE_POLL_MS,
  });
}

/** Version by which people know a deployment: its tag, else its commit. */
export function versionOf(
  deployment: Pick<Deployment, 'version' | 'revision'>,
): string {
  return deployment.version ?? deployment.revision.slice(0, 7);
}
