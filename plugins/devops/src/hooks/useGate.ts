import { devopsGateOverridePermission } from '@backstage-devops/plugin-devops-common';
import { usePermission } from '@backstage/plugin-permission-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { entityKey, IDLE_POLL_MS } from './keys';
import { useDevopsEntity } from './useDevopsEntity';

/** Whether deployments of the entity may go on, for each environment. */
export function useGates() {
  const { api, ref, entityRef } = useDevopsEntity();
  return useQuery({
    queryKey: entityKey('slo', entityRef, 'gate'),
    queryFn: ({ signal }) => api.listGates(ref, { signal }),
    refetchInterval: IDLE_POLL_MS,
  });
}

/** True when the reader may override the gate of this entity. */
export function useMayOverrideGate(): boolean {
  const { entityRef } = useDevopsEntity();
  return usePermission({
    permission: devopsGateOverridePermission,
    resourceRef: entityRef,
  }).allowed;
}

/** Lets deployments to an environment pass for a while. */
export function useOverrideGate(environment: string) {
  const { api, ref } = useDevopsEntity();
  return useGateAction((wanted: { reason: string; forMs: number }) =>
    api.overrideGate(ref, {
      environment,
      reason: wanted.reason,
      until: new Date(Date.now() + wanted.forMs).toISOString(),
    }),
  );
}

/** Ends an override before its time. */
export function useEndOverride() {
  const { api } = useDevopsEntity();
  return useGateAction((id: string) => api.endGateOverride(id));
}

/** Acts, and waits for what the gate says then. */
function useGateAction<TInput, TOutput>(
  action: (input: TInput) => Promise<TOutput>,
) {
  const { entityRef } = useDevopsEntity();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: action,
    onSettled: () =>
      queryClient.invalidateQueries({
        queryKey: entityKey('slo', entityRef, 'gate'),
      }),
  });
}
