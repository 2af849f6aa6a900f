import type {
  EnvironmentTier,
  JobControl,
  RunControl,
  RunStatus,
  WaitingOn,
} from '@backstage-devops/plugin-devops-common';

type StatusMeaning = {
  status: RunStatus;
  waitingOn?: WaitingOn;
  /** Nothing that has not ended yet: GitLab would cancel it. */
  cancelable?: boolean;
  playable?: boolean;
  retryable?: boolean;
};

/**
 * GitLab's states of pipelines, jobs and deployments in the order in which a
 * thing passes through them. The order breaks ties between states that carry
 * the same timestamps, because GitLab's have no finer grain than a second in
 * webhooks and some changes of state touch no timestamp at all.
 */
const MEANINGS = {
  created: { status: 'queued', cancelable: true },
  skipped: { status: 'skipped' },
  scheduled: {
    status: 'waiting',
    waitingOn: 'timer',
    cancelable: true,
    playable: true,
  },
  manual: { status: 'waiting', waitingOn: 'manual', playable: true },
  blocked: { status: 'waiting', waitingOn: 'approval' },
  waiting_for_resource: {
    status: 'waiting',
    waitingOn: 'resource',
    cancelable: true,
  },
  preparing: { status: 'queued', cancelable: true },
  pending: { status: 'queued', waitingOn: 'runner', cancelable: true },
  running: { status: 'running', cancelable: true },
  waiting_for_callback: { status: 'running', cancelable: true },
  canceling: { status: 'running' },
  canceled: { status: 'canceled', retryable: true },
  failed: { status: 'failed', retryable: true },
  success: { status: 'succeeded', retryable: true },
} satisfies Record<string, StatusMeaning>;

const TABLE = new Map<string, StatusMeaning & { rank: number }>(
  Object.entries(MEANINGS).map(([name, meaning], index) => [
    name,
    { ...meaning, rank: index + 1 },
  ]),
);

/** A state that a later GitLab invented shows as it is, and is never an end. */
const UNKNOWN: StatusMeaning & { rank: number } = {
  status: 'unknown',
  rank: 0,
};

function meaningOf(providerStatus: string) {
  return TABLE.get(providerStatus) ?? UNKNOWN;
}

/** The fields of a record that follow from GitLab's state. */
export function toStatus(providerStatus: string): {
  status: RunStatus;
  providerStatus: string;
  waitingOn?: WaitingOn;
} {
  const { status, waitingOn } = meaningOf(providerStatus);
  return { status, providerStatus, ...(waitingOn && { waitingOn }) };
}

/** Position in GitLab's life cycle, 0 to 99. */
export function statusRank(providerStatus: string): number {
  return meaningOf(providerStatus).rank;
}

const ENDED: ReadonlySet<RunStatus> = new Set([
  'succeeded',
  'failed',
  'canceled',
]);

/** A pipeline that is skipped has ended: nothing of it will run. */
export function isRunEnd(status: RunStatus): boolean {
  return ENDED.has(status) || status === 'skipped';
}

/** A skipped job has not ended: GitLab re-opens it under the same id. */
export function isJobEnd(status: RunStatus): boolean {
  return ENDED.has(status);
}

/** What GitLab would do with a job in this state. */
export function jobControls(options: {
  providerStatus: string;
  retried?: boolean;
}): JobControl[] {
  const { playable, retryable, cancelable } = meaningOf(options.providerStatus);
  return [
    ...(playable ? (['play'] as const) : []),
    // GitLab refuses to retry a job that a newer one has replaced.
    ...(retryable && !options.retried ? (['retry'] as const) : []),
    ...(cancelable ? (['cancel'] as const) : []),
  ];
}

/**
 * What GitLab would do with a pipeline in this state. Retrying a pipeline
 * retries its failed and canceled jobs, so it makes no sense for one that
 * succeeded.
 */
export function runControls(providerStatus: string): RunControl[] {
  const { status, retryable, cancelable } = meaningOf(providerStatus);
  return [
    ...(retryable && status !== 'succeeded' ? (['retry'] as const) : []),
    ...(cancelable ? (['cancel'] as const) : []),
  ];
}

const TIERS = new Map<string, EnvironmentTier>([
  ['development', 'development'],
  ['testing', 'testing'],
  ['staging', 'staging'],
  ['production', 'production'],
  ['other', 'other'],
]);

/** GitLab has the same tiers; a tier that it does not tell stays open. */
export function toTier(tier: string | undefined): EnvironmentTier | undefined {
  return tier === undefined ? undefined : TIERS.get(tier);
}
