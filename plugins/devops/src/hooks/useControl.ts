import {
  devopsEnvironmentDeployPermission,
  devopsPipelineRunPermission,
  environmentResourceRef,
  type JobControl,
  type RunControl,
} from '@backstage-devops/plugin-devops-common';
import { usePermission } from '@backstage/plugin-permission-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { entityKey } from './keys';
import { useDevopsEntity } from './useDevopsEntity';

/** Something that the provider is asked to do. */
export type Control =
  { jobId: string; action: JobControl } | { runId: string; action: RunControl };

/** True when the reader may run the pipelines of this entity. */
export function useMayRunPipelines(): boolean {
  const { entityRef } = useDevopsEntity();
  return usePermission({
    permission: devopsPipelineRunPermission,
    resourceRef: entityRef,
  }).allowed;
}

/**
 * True when the reader may start a job that deploys to an environment, or one
 * that deploys nowhere. The API asks for the same two permissions.
 */
export function useMayDeploy(environment: string | undefined): boolean {
  const { entityRef } = useDevopsEntity();
  const mayRun = useMayRunPipelines();
  const mayDeploy = usePermission({
    permission: devopsEnvironmentDeployPermission,
    resourceRef: environmentResourceRef(entityRef, environment ?? ''),
  }).allowed;
  return mayRun && (environment === undefined || mayDeploy);
}

/** Asks the provider to act, and then for what came of it. */
export function useControl() {
  const { api, ref, entityRef } = useDevopsEntity();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (control: Control) =>
      'jobId' in control
        ? api.controlJob(ref, control.jobId, control.action)
        : api.controlRun(ref, control.runId, control.action),
    onSuccess: () =>
      queryClient.invalidateQueries({
        queryKey: entityKey('delivery', entityRef),
      }),
  });
}
