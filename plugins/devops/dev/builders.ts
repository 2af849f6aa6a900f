import type {
  Deployment,
  EnvironmentState,
  EnvironmentTier,
  Freshness,
  JobRun,
  PipelineRun,
  RunStatus,
  SourceHealth,
} from '@backstage-devops/plugin-devops-common';

const MINUTE = 60_000;

/** An instant so many minutes before now. */
export function ago(minutes: number): string {
  return new Date(Date.now() - minutes * MINUTE).toISOString();
}

const subjects = [
  'Reject carts without a currency',
  'Cache exchange rates for a minute',
  'Log the order id with every payment',
  'Retry the inventory call once',
  'Bump express to 5.2',
  'Say why a coupon is refused',
];
const people = ['Ana Ruiz', 'Tom Berg', 'Mira Okafor'];

/** A commit hash that depends on the number only. */
export function sha(number: number): string {
  return Array.from({ length: 40 }, (_, index) =>
    (((number + 3) * 7919 + index * index * 31 + index * number) % 16).toString(
      16,
    ),
  ).join('');
}

export function commit(number: number) {
  return {
    sha: sha(number),
    title: subjects[number % subjects.length],
    author: people[number % people.length],
    url: `https://gitlab.example.com/shop/checkout/-/commit/${sha(number)}`,
  };
}

export const gitlab: SourceHealth = {
  id: 'lab',
  provider: 'gitlab',
  title: 'GitLab',
  state: 'ok',
  capabilities: ['webhooks', 'pipelines', 'deployments', 'logs', 'control'],
  annotations: ['gitlab.com/project-slug', 'backstage.io/source-location'],
  completeUntil: ago(0.4),
  lastSuccessAt: ago(0.4),
  sweepIntervalMs: 30_000,
};

export function freshness(
  state: Freshness['state'] = 'current',
  over: Partial<SourceHealth> = {},
): Freshness {
  const source = { ...gitlab, ...over };
  return { state, completeUntil: source.completeUntil, sources: [source] };
}

export function run(
  number: number,
  over: Partial<PipelineRun> & { minutesAgo?: number } = {},
): PipelineRun {
  const { minutesAgo = (600 - number) * 37, ...rest } = over;
  const status = rest.status ?? 'succeeded';
  const durationMs = 150_000 + ((number * 7_919) % 90_000);
  const finished = !['running', 'queued', 'waiting'].includes(status);
  return {
    id: `run-${number}`,
    sourceId: 'lab',
    provider: 'gitlab',
    externalId: `#${number}`,
    status,
    providerStatus: status === 'succeeded' ? 'success' : status,
    attempt: 1,
    ref: 'main',
    defaultBranch: true,
    revision: sha(number),
    commit: commit(number),
    actor: { name: people[number % people.length] },
    trigger: 'push',
    createdAt: ago(minutesAgo + 4),
    startedAt: status === 'queued' ? undefined : ago(minutesAgo + 3.8),
    ...(finished ? { finishedAt: ago(minutesAgo), durationMs } : {}),
    ...(status === 'failed' ? { failedJobs: ['unit-tests'] } : {}),
    url: `https://gitlab.example.com/shop/checkout/-/pipelines/${number}`,
    ...rest,
  };
}

export function deployment(
  number: number,
  target: string,
  tier: EnvironmentTier,
  over: Partial<Deployment> & { minutesAgo?: number } = {},
): Deployment {
  const { minutesAgo = (600 - number) * 37, ...rest } = over;
  const status: RunStatus = rest.status ?? 'succeeded';
  const finished = status !== 'running';
  return {
    id: `deployment-${target}-${number}`,
    sourceId: 'lab',
    provider: 'gitlab',
    externalId: `${number}`,
    environment: target,
    tier,
    status,
    providerStatus: status,
    version: `v1.${Math.floor(number / 10) - 51}.${number % 10}`,
    ref: 'main',
    revision: sha(number),
    commit: commit(number),
    actor: { name: people[number % people.length] },
    runId: `run-${number}`,
    jobId: `run-${number}-deploy-${target}`,
    createdAt: ago(minutesAgo + 1),
    startedAt: ago(minutesAgo + 0.7),
    ...(finished ? { finishedAt: ago(minutesAgo), durationMs: 41_000 } : {}),
    url: `https://gitlab.example.com/shop/checkout/-/environments/${target}`,
    ...rest,
  };
}

export function environment(
  name: string,
  tier: EnvironmentTier,
  order: number,
  over: Partial<EnvironmentState> = {},
): EnvironmentState {
  return {
    name,
    tier,
    order,
    url: `https://${name}.shop.example.com/checkout/`,
    pending: [],
    ...over,
  };
}

export function job(
  ofRun: PipelineRun,
  name: string,
  stage: string,
  over: Partial<JobRun> = {},
): JobRun {
  const status = over.status ?? 'succeeded';
  const finished = ['succeeded', 'failed', 'canceled'].includes(status);
  return {
    id: `${ofRun.id}-${name}`,
    externalId: name,
    name,
    stage,
    status,
    providerStatus: status === 'succeeded' ? 'success' : status,
    allowFailure: false,
    createdAt: ofRun.createdAt,
    startedAt: finished || status === 'running' ? ofRun.startedAt : undefined,
    ...(finished
      ? {
          finishedAt: ofRun.finishedAt,
          durationMs: 9_000 + name.length * 4_321,
        }
      : {}),
    hasTrace: finished || status === 'running',
    controls: finished ? ['retry'] : [],
    url: `https://gitlab.example.com/shop/checkout/-/jobs/${name}`,
    ...over,
  };
}
