import type {
  JobEvent,
  RunEvent,
} from '@backstage-devops/plugin-devops-common';
import type {
  JobRecord,
  RunRecord,
} from '@backstage-devops/plugin-devops-node';
import { compact, durationBetween } from './fields';
import { jobKey, runKey } from './keys';
import { attemptVersion, earliest } from './versions';

export function toRunRecord(
  event: RunEvent,
  scope: string,
  receivedAt: Date,
): RunRecord {
  const { createdAt, startedAt, finishedAt, updatedAt } = event;
  const told = [createdAt, startedAt, finishedAt];
  return compact<RunRecord>({
    type: 'run',
    scope,
    key: runKey(scope, event.id),
    version: attemptVersion(event, event.status, ...told, updatedAt),
    externalId: event.id,
    name: event.name,
    status: event.status,
    providerStatus: event.status,
    attempt: event.attempt,
    ref: event.ref ?? '',
    defaultBranch: event.defaultBranch,
    revision: event.revision ?? '',
    createdAt: earliest(...told, updatedAt) ?? receivedAt.toISOString(),
    startedAt,
    finishedAt,
    durationMs: durationBetween(startedAt, finishedAt),
    url: event.url,
  });
}

export function toJobRecord(event: JobEvent, scope: string): JobRecord {
  const { createdAt, startedAt, finishedAt, updatedAt } = event;
  return compact<JobRecord>({
    type: 'job',
    scope,
    key: jobKey(scope, event.id),
    version: attemptVersion(
      event,
      event.status,
      createdAt,
      startedAt,
      finishedAt,
      updatedAt,
    ),
    runKey: runKey(scope, event.run),
    externalId: event.id,
    name: event.name,
    stage: event.stage,
    status: event.status,
    providerStatus: event.status,
    allowFailure: event.allowFailure,
    createdAt,
    startedAt,
    finishedAt,
    durationMs: durationBetween(startedAt, finishedAt),
    url: event.url,
  });
}
