import type { ConformanceDelivery } from '@backstage-devops/plugin-devops-node/testUtils';

type Facts = Record<string, unknown>;

const REPOSITORY = {
  id: 41,
  full_name: 'Octo-Org/Ledger-API',
  default_branch: 'main',
  html_url: 'https://github.example.com/Octo-Org/Ledger-API',
};
const SHA = '9fceb02d0ae598e95dc970b74767f19372d61af8';
const RUN = 9101;
const RUN_URL = `${REPOSITORY.html_url}/actions/runs/${RUN}`;
const user = { login: 'mona', type: 'User' };

/** A second of the story as GitHub writes it. */
const at = (second: number) =>
  new Date(Date.UTC(2026, 2, 2, 9, 0, second))
    .toISOString()
    .replace('.000Z', 'Z');

function run(
  action: string,
  second: number,
  facts: Facts,
  attempt = 1,
): ConformanceDelivery {
  return {
    event: 'workflow_run',
    body: {
      action,
      workflow_run: {
        id: RUN,
        name: 'CI',
        path: '.github/workflows/ci.yml',
        display_title: 'Round to the cent',
        run_number: 17,
        run_attempt: attempt,
        event: 'push',
        head_branch: 'main',
        head_sha: SHA,
        head_commit: {
          id: SHA,
          message: 'Round to the cent\n\nNot to the euro.',
          author: { name: 'Mona' },
        },
        head_repository: { full_name: REPOSITORY.full_name },
        actor: user,
        triggering_actor: user,
        created_at: at(0),
        run_started_at: attempt === 1 ? at(0) : at(600),
        updated_at: at(second),
        html_url: RUN_URL,
        conclusion: null,
        ...facts,
      },
      workflow: { name: 'CI' },
      repository: REPOSITORY,
      sender: user,
    },
  };
}

function job(
  id: number,
  name: string,
  action: string,
  times: { created: number; started?: number; completed?: number },
  facts: Facts = {},
  deployment?: { environment: string; second: number },
): ConformanceDelivery {
  const { created, started = created, completed } = times;
  return {
    event: 'workflow_job',
    body: {
      action,
      workflow_job: {
        id,
        run_id: RUN,
        run_attempt: 1,
        workflow_name: 'CI',
        name,
        status: action,
        conclusion: null,
        created_at: at(created),
        started_at: at(started),
        completed_at: completed === undefined ? null : at(completed),
        steps: [],
        html_url: `${RUN_URL}/job/${id}`,
        ...facts,
      },
      ...(deployment && {
        deployment: {
          environment: deployment.environment,
          updated_at: at(deployment.second),
        },
      }),
      repository: REPOSITORY,
      sender: user,
    },
  };
}

function deployed(
  id: number,
  environment: string,
  created: number,
  state?: { name: string; second: number; job: number },
): ConformanceDelivery {
  const body = {
    action: 'created',
    deployment: {
      id,
      node_id: `DE_${id}`,
      sha: SHA,
      ref: 'main',
      task: 'deploy',
      environment,
      original_environment: environment,
      transient_environment: false,
      production_environment: environment === 'production',
      creator: user,
      created_at: at(created),
      updated_at: at(state?.second ?? created),
    },
    workflow_run: { id: RUN, run_attempt: 1 },
    repository: REPOSITORY,
    sender: user,
  };
  return state
    ? {
        event: 'deployment_status',
        body: {
          ...body,
          deployment_status: {
            id: id * 10 + state.second,
            state: state.name,
            environment,
            environment_url: `https://${environment}.ledger.example`,
            log_url: `${RUN_URL}/job/${state.job}`,
            target_url: `${RUN_URL}/job/${state.job}`,
            created_at: at(state.second),
            updated_at: at(state.second),
          },
          check_run: { id: state.job },
        },
      }
    : { event: 'deployment', body };
}

function pull(
  action: string,
  second: number,
  facts: Facts = {},
  event = 'pull_request',
  more: Facts = {},
): ConformanceDelivery {
  return {
    event,
    body: {
      action,
      pull_request: {
        id: 5001,
        number: 12,
        title: 'Round to the cent',
        state: 'open',
        user,
        created_at: at(-3600),
        updated_at: at(second),
        merged_at: null,
        closed_at: null,
        merge_commit_sha: '0000000000000000000000000000000000000001',
        labels: [{ name: 'bug' }],
        head: { ref: 'round' },
        base: { ref: 'main' },
        html_url: `${REPOSITORY.html_url}/pull/12`,
        ...facts,
      },
      ...more,
      repository: REPOSITORY,
      sender: user,
    },
  };
}

const step = (name: string, conclusion: string | null) => ({
  name,
  status: conclusion === null ? 'in_progress' : 'completed',
  conclusion,
  number: 1,
  started_at: at(6),
  completed_at: conclusion === null ? null : at(20),
});

/**
 * A pull request is reviewed and merged. Its run deploys to staging and waits
 * for an approval of production, which then fails; run again, it succeeds.
 */
export const story: ConformanceDelivery[] = [
  pull('opened', -3600),
  pull('submitted', -1800, {}, 'pull_request_review', {
    review: {
      state: 'approved',
      submitted_at: at(-1800),
      user: { login: 'hubot', type: 'User' },
    },
  }),
  pull('closed', 0, {
    state: 'closed',
    merged_at: at(0),
    closed_at: at(0),
    merge_commit_sha: SHA,
  }),
  run('requested', 0, { status: 'queued' }),
  job(501, 'test', 'queued', { created: 1 }),
  run('in_progress', 5, { status: 'in_progress' }),
  job(
    501,
    'test',
    'in_progress',
    { created: 1, started: 5 },
    { steps: [step('npm test', null)] },
  ),
  job(
    501,
    'test',
    'completed',
    { created: 1, started: 5, completed: 20 },
    { conclusion: 'success', steps: [step('npm test', 'success')] },
  ),
  deployed(88, 'staging', 21),
  job(502, 'staging', 'queued', { created: 21 }),
  deployed(88, 'staging', 21, { name: 'in_progress', second: 24, job: 502 }),
  job(502, 'staging', 'in_progress', { created: 21, started: 24 }),
  job(
    502,
    'staging',
    'completed',
    { created: 21, started: 24, completed: 60 },
    { conclusion: 'success' },
  ),
  deployed(88, 'staging', 21, { name: 'success', second: 61, job: 502 }),
  deployed(89, 'production', 62),
  job(503, 'production', 'queued', { created: 62 }),
  job(
    503,
    'production',
    'waiting',
    { created: 62 },
    {},
    { environment: 'production', second: 63 },
  ),
  deployed(89, 'production', 62, { name: 'waiting', second: 63, job: 503 }),
  run('requested', 63, { status: 'waiting' }),
  // Nothing but the deployment moves when somebody approves.
  job(
    503,
    'production',
    'queued',
    { created: 62 },
    {},
    { environment: 'production', second: 90 },
  ),
  deployed(89, 'production', 62, { name: 'in_progress', second: 92, job: 503 }),
  job(503, 'production', 'in_progress', { created: 62, started: 92 }),
  run('in_progress', 92, { status: 'in_progress' }),
  job(
    503,
    'production',
    'completed',
    { created: 62, started: 92, completed: 99 },
    { conclusion: 'failure' },
  ),
  deployed(89, 'production', 62, { name: 'failure', second: 99, job: 503 }),
  run('completed', 100, { status: 'completed', conclusion: 'failure' }),
  run('requested', 600, { status: 'queued' }, 2),
  run('in_progress', 604, { status: 'in_progress' }, 2),
  deployed(90, 'production', 604),
  job(
    504,
    'production',
    'in_progress',
    { created: 601, started: 604 },
    { run_attempt: 2 },
  ),
  deployed(90, 'production', 604, {
    name: 'in_progress',
    second: 604,
    job: 504,
  }),
  job(
    504,
    'production',
    'completed',
    { created: 601, started: 604, completed: 640 },
    { run_attempt: 2, conclusion: 'success' },
  ),
  deployed(90, 'production', 604, { name: 'success', second: 641, job: 504 }),
  run('completed', 642, { status: 'completed', conclusion: 'success' }, 2),
];

/** How the story ends. */
export const outcome = {
  'run:9101': 'succeeded',
  'job:501': 'succeeded',
  'job:502': 'succeeded',
  'job:503': 'failed',
  'job:504': 'succeeded',
  'deployment:88': 'succeeded',
  'deployment:89': 'failed',
  'deployment:90': 'succeeded',
  'pull:octo-org/ledger-api#12': 'merged',
} as const;

/** It tells of a push, of which the run that it starts tells more. */
export const unrelated: ConformanceDelivery = {
  event: 'push',
  body: {
    ref: 'refs/heads/main',
    before: '0000000000000000000000000000000000000000',
    after: SHA,
    commits: [{ id: SHA, message: 'Round to the cent' }],
    repository: REPOSITORY,
    pusher: { name: 'mona' },
  },
};
