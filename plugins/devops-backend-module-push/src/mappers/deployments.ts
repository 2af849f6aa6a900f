import type {
  DeploymentEvent,
  DeploymentOutcome,
  RunStatus,
} from '@backstage-devops/plugin-devops-common';
import type { DeploymentRecord } from '@backstage-devops/plugin-devops-node';
import { compact, durationBetween, toActor } from './fields';
import { deploymentKey, runKey } from './keys';
import { attemptVersion, earliest } from './versions';

const STATUS: Record<DeploymentOutcome, RunStatus> = {
  running: 'running',
  success: 'succeeded',
  failure: 'failed',
  canceled: 'canceled',
};

export function toDeploymentRecord(
  event: DeploymentEvent,
  scope: string,
  receivedAt: Date,
): DeploymentRecord {
  const { startedAt, finishedAt, updatedAt } = event;
  const status = STATUS[event.outcome];
  return compact<DeploymentRecord>({
    type: 'deployment',
    scope,
    key: deploymentKey(scope, event.id),
    version: attemptVersion(event, status, startedAt, finishedAt, updatedAt),
    externalId: event.id,
    environment: event.environment,
    tier: event.tier,
    unit: event.unit,
    attempt: event.attempt,
    markedFailed: event.failed,
    markedUnplanned: event.unplanned,
    status,
    providerStatus: event.outcome,
    release: event.version,
    ref: event.ref,
    revision: event.revision ?? '',
    actor: toActor(event.actor),
    runKey: event.runId === undefined ? undefined : runKey(scope, event.runId),
    createdAt:
      earliest(startedAt, finishedAt, updatedAt) ?? receivedAt.toISOString(),
    startedAt,
    finishedAt,
    durationMs: durationBetween(startedAt, finishedAt),
    url: event.url,
  });
}
