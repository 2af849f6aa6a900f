import type { RunStatus } from '@backstage-devops/plugin-devops-common';
import type {
  JobRecord,
  RecordVersion,
  RunRecord,
} from '@backstage-devops/plugin-devops-node';
import { compact, toIso } from './fields';
import { jobKey, runKey } from './keys';
import type { Cdevent } from './readCdevent';

const OUTCOMES = new Map<string, RunStatus>([
  ['success', 'succeeded'],
  ['failure', 'failed'],
  ['error', 'failed'],
  ['cancel', 'canceled'],
]);

export function toRunRecord(event: Cdevent<'pipelinerun'>): RunRecord {
  const { content, custom } = event;
  return compact<RunRecord>({
    type: 'run',
    scope: event.scope,
    key: runKey(event.subjectSource, event.subjectId),
    version: versionOf(event),
    externalId: event.subjectId,
    name: content.pipelineName,
    ...stateOf(event),
    ref: '',
    revision: custom.revision ?? '',
    createdAt: toIso(event.at),
    ...timesOf(event),
    url: content.uri ?? content.url,
  });
}

/** A task that belongs to no run of a pipeline has no place here. */
export function toJobRecords(event: Cdevent<'taskrun'>): JobRecord[] {
  const { content } = event;
  const run = content.pipelineRun;
  if (!run) {
    return [];
  }
  return [
    compact<JobRecord>({
      type: 'job',
      scope: event.scope,
      key: jobKey(event.subjectSource, event.subjectId),
      version: versionOf(event),
      runKey: runKey(run.source ?? event.subjectSource, run.id),
      externalId: event.subjectId,
      name: content.taskName ?? event.subjectId,
      ...stateOf(event),
      failureReason: content.errors,
      ...timesOf(event),
      url: content.uri ?? content.url,
    }),
  ];
}

/**
 * A run goes one way, so the type of the event orders more surely than the
 * clocks of several senders.
 */
function versionOf({ predicate, at }: Cdevent): RecordVersion {
  return {
    generation: predicate === 'queued' ? 0 : 1,
    terminal: predicate === 'finished',
    at,
  };
}

function stateOf(event: Cdevent<'pipelinerun' | 'taskrun'>): {
  status: RunStatus;
  providerStatus: string;
} {
  const { predicate, content } = event;
  if (predicate !== 'finished') {
    const status = predicate === 'queued' ? 'queued' : 'running';
    return { status, providerStatus: predicate };
  }
  return {
    status: OUTCOMES.get(content.outcome ?? '') ?? 'unknown',
    providerStatus: content.outcome ?? predicate,
  };
}

function timesOf({ predicate, at }: Cdevent) {
  return {
    startedAt: predicate === 'started' ? toIso(at) : undefined,
    finishedAt: predicate === 'finished' ? toIso(at) : undefined,
  };
}
