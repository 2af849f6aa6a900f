import type { WebhookResult } from '@backstage-devops/plugin-devops-node';
import { z } from 'zod/v4';
import {
  counts,
  deployment,
  deploymentStatus,
  idsOfLink,
  toDeploymentRecord,
  toReachedEnvironment,
} from '../mappers/deployments';
import { id, parseOr } from '../mappers/fields';
import { isOutcomeless } from '../mappers/status';
import { repository } from './repository';

const embedded = z.object({ id }).nullish();

const deploymentEvent = z.object({
  deployment,
  workflow_run: embedded,
  repository,
});

/** `created`: somebody wants it. */
export function parseDeployment(body: unknown): WebhookResult {
  const event = parseOr(deploymentEvent, body, 'deployment');
  if (!counts(event.deployment)) {
    return { records: [] };
  }
  const record = toDeploymentRecord(event.deployment, {
    teller: 'webhook',
    scope: event.repository.scope,
    runId: event.workflow_run?.id,
  });
  return { records: [record] };
}

const deploymentStatusEvent = z.object({
  deployment,
  deployment_status: deploymentStatus,
  workflow_run: embedded,
  check_run: embedded,
  repository,
});

/**
 * `created`: what became of it. `inactive` says that another one took its
 * place, which the other one tells as well; it went as it went.
 */
export function parseDeploymentStatus(body: unknown): WebhookResult {
  const event = parseOr(deploymentStatusEvent, body, 'deployment_status');
  const { deployment: entry, deployment_status: status } = event;
  if (!counts(entry) || isOutcomeless(status.state)) {
    return { records: [] };
  }
  const link = idsOfLink(status.log_url ?? status.target_url);
  const runId = event.workflow_run?.id ?? link.runId;
  const context = {
    teller: 'webhook' as const,
    scope: event.repository.scope,
    status,
    runId,
    // The check of a job has its id; those of other apps are no jobs.
    jobId:
      runId === undefined ? undefined : (event.check_run?.id ?? link.jobId),
  };
  const record = toDeploymentRecord(entry, context);
  return {
    records:
      record.status === 'succeeded'
        ? [record, toReachedEnvironment(entry, context)]
        : [record],
  };
}
