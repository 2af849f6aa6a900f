import type { ConformanceDelivery } from '@backstage-devops/plugin-devops-node/testUtils';
import deploymentHook from './deploymentHook.json';
import incidentHook from './incidentHook.json';
import jobHook from './jobHook.json';
import mergeRequestHook from './mergeRequestHook.json';
import pipelineHook from './pipelineHook.json';

type Build = Partial<(typeof pipelineHook.builds)[number]> | { id: number };

/** A second of the story as webhooks write it: `2026-03-02 09:00:05 UTC`. */
const at = (second: number) =>
  new Date(Date.UTC(2026, 2, 2, 9, 0, second))
    .toISOString()
    .replace('T', ' ')
    .replace('.000Z', ' UTC');

const [production, staging, unit, lint] = pipelineHook.builds;

function pipeline(
  status: string,
  builds: Build[],
  times: { finished?: number } = {},
): ConformanceDelivery {
  return {
    event: 'Pipeline Hook',
    body: {
      ...pipelineHook,
      object_attributes: {
        ...pipelineHook.object_attributes,
        status,
        detailed_status: status,
        finished_at: times.finished === undefined ? null : at(times.finished),
        duration: times.finished ?? null,
      },
      builds,
    },
  };
}

function job(
  build: { id: number; name: string; stage: string },
  status: string,
  times: { created?: number; started?: number; finished?: number } = {},
  more: object = {},
): ConformanceDelivery {
  return {
    event: 'Job Hook',
    body: {
      ...jobHook,
      build_id: build.id,
      build_name: build.name,
      build_stage: build.stage,
      build_status: status,
      build_created_at: at(times.created ?? 0),
      build_started_at: times.started === undefined ? null : at(times.started),
      build_finished_at:
        times.finished === undefined ? null : at(times.finished),
      ...more,
    },
  };
}

/** Deployment hooks write the time zone of the server. */
function deployment(
  id: number,
  environment: string,
  status: string,
  second: number,
): ConformanceDelivery {
  return {
    event: 'Deployment Hook',
    body: {
      ...deploymentHook,
      status,
      status_changed_at: at(second + 3600).replace('UTC', '+0100'),
      deployment_id: id,
      environment,
      environment_tier: environment,
    },
  };
}

/** Seconds count from nine; the merge request is older than the pipeline. */
function mergeRequest(
  action: string,
  state: string,
  second: number,
  more: object = {},
): ConformanceDelivery {
  const { object_attributes } = mergeRequestHook;
  return {
    event: 'Merge Request Hook',
    body: {
      ...mergeRequestHook,
      object_attributes: {
        ...object_attributes,
        action,
        state,
        updated_at: at(second),
        ...more,
      },
    },
  };
}

function incident(
  action: string,
  state: string,
  second: number,
  more: object = {},
): ConformanceDelivery {
  const { object_attributes } = incidentHook;
  return {
    event: 'Issue Hook',
    body: {
      ...incidentHook,
      object_attributes: {
        ...object_attributes,
        action,
        state,
        updated_at: at(second),
        ...more,
      },
    },
  };
}

const lintRuns = { ...lint, status: 'running', started_at: at(5) };
const lintDone = { ...lintRuns, status: 'success', finished_at: at(20) };
const unitRuns = { ...unit, status: 'running', started_at: at(9) };
const unitFailed = {
  ...unitRuns,
  status: 'failed',
  finished_at: at(30),
  failure_reason: 'script_failure',
};
const unitAgain = { ...unit, id: 505, created_at: at(40) };
const unitAgainDone = {
  ...unitAgain,
  status: 'success',
  started_at: at(41),
  finished_at: at(62),
};
const stagingSkipped = { ...staging, status: 'skipped' };
const stagingDone = {
  ...staging,
  status: 'success',
  started_at: at(65),
  finished_at: at(120),
};
const productionRuns = {
  ...production,
  status: 'running',
  started_at: at(300),
};
const productionDone = {
  ...productionRuns,
  status: 'success',
  finished_at: at(360),
};

/**
 * A merge request that is closed, reopened and merged. Its pipeline fails in a test, goes on after a retry, deploys to staging,
 * and to production once somebody plays the manual job: three times it looks
 * ended, and twice it is not. An incident is closed, opened again and closed.
 */
export const story: ConformanceDelivery[] = [
  mergeRequest('open', 'opened', -3600),
  mergeRequest('close', 'closed', -1800),
  mergeRequest('reopen', 'opened', -1790),
  mergeRequest('approved', 'opened', -300),
  mergeRequest('merge', 'merged', -2, {
    merge_commit_sha: '5f1c2a9be37d40188c64f0e2b7a9d3c6e1f08b42',
  }),
  pipeline('created', [
    { ...lint, status: 'created', started_at: null },
    { ...unit, status: 'created' },
    { ...staging, status: 'created' },
    { ...production, status: 'created' },
  ]),
  pipeline('pending', [
    { ...lint, status: 'pending', started_at: null },
    { ...unit, status: 'pending' },
    staging,
    production,
  ]),
  job(lint, 'running', { started: 5 }),
  pipeline('running', [lintRuns, unit, staging, production]),
  job(unit, 'running', { started: 9 }),
  job(lint, 'success', { started: 5, finished: 20 }),
  job(
    unit,
    'failed',
    { started: 9, finished: 30 },
    { build_failure_reason: 'script_failure' },
  ),
  pipeline('failed', [lintDone, unitFailed, stagingSkipped, production], {
    finished: 30,
  }),
  job(unitAgain, 'pending', { created: 40 }, { retries_count: 1 }),
  job(unitAgain, 'running', { created: 40, started: 41 }, { retries_count: 1 }),
  pipeline('running', [
    lintDone,
    { ...unitAgain, status: 'running', started_at: at(41) },
    { ...staging, status: 'created' },
    production,
  ]),
  job(
    unitAgain,
    'success',
    { created: 40, started: 41, finished: 62 },
    { retries_count: 1 },
  ),
  deployment(88, 'staging', 'created', 64),
  deployment(88, 'staging', 'running', 65),
  job(staging, 'running', { started: 65 }),
  deployment(88, 'staging', 'success', 120),
  job(staging, 'success', { started: 65, finished: 120 }),
  pipeline('success', [lintDone, unitAgainDone, stagingDone, production], {
    finished: 120,
  }),
  job(production, 'pending'),
  deployment(89, 'production', 'running', 300),
  job(production, 'running', { started: 300 }),
  pipeline('running', [lintDone, unitAgainDone, stagingDone, productionRuns]),
  deployment(89, 'production', 'success', 360),
  job(production, 'success', { started: 300, finished: 360 }),
  pipeline('success', [lintDone, unitAgainDone, stagingDone, productionDone], {
    finished: 360,
  }),
  incident('open', 'opened', 600),
  incident('update', 'opened', 660, { escalation_status: 'acknowledged' }),
  incident('close', 'closed', 1200, {
    escalation_status: 'resolved',
    closed_at: at(1200),
  }),
  incident('reopen', 'opened', 1500),
  incident('close', 'closed', 2400, {
    escalation_status: 'resolved',
    closed_at: at(2400),
  }),
];

/** How the story ends. */
export const outcome = {
  'pipeline:9101': 'succeeded',
  'job:501': 'succeeded',
  'job:502': 'failed',
  'job:503': 'succeeded',
  'job:504': 'succeeded',
  'job:505': 'succeeded',
  'deployment:88': 'succeeded',
  'deployment:89': 'succeeded',
  'change:7301': 'merged',
  'incident:8801': 'resolved',
} as const;
