import type { WebhookResult } from '@backstage-devops/plugin-devops-node';
import { z } from 'zod/v4';
import {
  id,
  instant,
  optionalActor,
  optionalId,
  optionalText,
  optionalUrl,
  parseOr,
  prose,
  sha,
  text,
  toCommit,
} from './fields';
import { hookProject } from './hookProject';
import { toDeploymentRecord, toEnvironmentRecord } from './records';
import { isRunEnd, toStatus } from './status';

/** The hook has a short sha; the whole one is only in the link to the commit. */
const COMMIT_URL = /\/-\/commit\/([0-9a-f]{40,64})(?:[/?#]|$)/i;

const deploymentHook = z.object({
  object_kind: z.literal('deployment'),
  status: text,
  status_changed_at: instant,
  deployment_id: id,
  deployable_id: optionalId,
  deployable_url: optionalUrl,
  environment: text,
  environment_tier: optionalText,
  environment_external_url: optionalUrl,
  project: hookProject,
  short_sha: sha,
  user: optionalActor,
  user_url: optionalUrl,
  commit_url: optionalUrl,
  commit_title: prose,
  ref: optionalText,
});

/**
 * Deployment Hook: the deployment, and its environment, which is available
 * once something has been deployed there. It tells the time of the change of
 * state only; the sweep and the refresh of the run fill in the others.
 */
export function parseDeploymentHook(body: unknown): WebhookResult {
  const hook = parseOr(deploymentHook, body, 'Deployment Hook');
  const scope = hook.project.path_with_namespace;
  const revision =
    COMMIT_URL.exec(hook.commit_url ?? '')?.[1] ?? hook.short_sha;
  const { status } = toStatus(hook.status);

  const deployment = toDeploymentRecord({
    teller: 'webhook',
    scope,
    id: hook.deployment_id,
    environment: hook.environment,
    tier: hook.environment_tier,
    environmentUrl: hook.environment_external_url,
    providerStatus: hook.status,
    ref: hook.ref,
    sha: revision,
    commit: toCommit({
      sha: revision,
      title: hook.commit_title,
      url: hook.commit_url,
    }),
    actor: hook.user && {
      ...hook.user,
      ...(hook.user_url && { url: hook.user_url }),
    },
    jobId: hook.deployable_id,
    changedAt: hook.status_changed_at,
    createdAt: hook.status_changed_at,
    startedAt: status === 'running' ? hook.status_changed_at : undefined,
    finishedAt: isRunEnd(status) ? hook.status_changed_at : undefined,
    url: hook.deployable_url,
  });
  const environment = toEnvironmentRecord({
    scope,
    name: hook.environment,
    tier: hook.environment_tier,
    url: hook.environment_external_url,
    gone: false,
    changedAt: hook.status_changed_at,
  });
  return {
    records: status === 'succeeded' ? [deployment, environment] : [deployment],
  };
}
