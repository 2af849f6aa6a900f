export const HOST = 'github.example.com';
export const SCOPE = 'octo-org/ledger-api';
export const TOKEN = 'ghp_Zm9vYmFyYmF6cXV4Zm9vYmFy';
export const RUN_ID = 9101;
const SHA = '9fceb02d0ae598e95dc970b74767f19372d61af8';

export const API = `https://${HOST}/api/v3`;
export const GRAPHQL = `https://${HOST}/api/graphql`;
export const REPO = `${API}/repos/${SCOPE}`;
export const WEB = `https://${HOST}/${SCOPE}`;
const user = { login: 'mona', html_url: `https://${HOST}/mona`, type: 'User' };

export const aRun = {
  id: RUN_ID,
  name: 'CI',
  path: '.github/workflows/ci.yml',
  run_number: 17,
  run_attempt: 2,
  event: 'push',
  status: 'completed',
  conclusion: 'success',
  head_branch: 'main',
  head_sha: SHA,
  head_commit: { message: 'Round to the cent', author: { name: 'Mona' } },
  head_repository: { full_name: 'Octo-Org/Ledger-API' },
  actor: user,
  created_at: '2026-03-02T09:00:00Z',
  run_started_at: '2026-03-02T09:10:00Z',
  updated_at: '2026-03-02T09:10:42Z',
  html_url: `${WEB}/actions/runs/${RUN_ID}`,
};

const aJob = {
  run_id: RUN_ID,
  run_attempt: 1,
  status: 'completed',
  conclusion: 'success',
  created_at: '2026-03-02T09:00:01Z',
  started_at: '2026-03-02T09:00:05Z',
  completed_at: '2026-03-02T09:00:20Z',
  html_url: `${WEB}/actions/runs/${RUN_ID}/job/501`,
  steps: [
    {
      name: 'npm test',
      status: 'completed',
      conclusion: 'success',
      number: 1,
      started_at: '2026-03-02T09:00:06Z',
      completed_at: '2026-03-02T09:00:20Z',
    },
  ],
};
export const jobs = [
  { ...aJob, id: 501, name: 'test' },
  { ...aJob, id: 503, name: 'production', conclusion: 'failure' },
  {
    ...aJob,
    id: 504,
    name: 'production',
    run_attempt: 2,
    started_at: '2026-03-02T09:10:04Z',
    completed_at: '2026-03-02T09:10:40Z',
  },
];

const aDeployment = {
  sha: SHA,
  ref: 'main',
  task: 'deploy',
  environment: 'production',
  transient_environment: false,
  production_environment: true,
  creator: user,
  created_at: '2026-03-02T09:10:04Z',
  updated_at: '2026-03-02T09:10:41Z',
};
export const deployments = [
  { ...aDeployment, id: 90, node_id: 'DE_90' },
  { ...aDeployment, id: 89, node_id: 'DE_89' },
  { ...aDeployment, id: 87, node_id: 'DE_87', task: 'migrate' },
];

const aStatus = {
  environment: 'production',
  environmentUrl: 'https://ledger.example',
  updatedAt: null,
};
export const statuses: Record<string, object[]> = {
  DE_90: [
    {
      ...aStatus,
      state: 'SUCCESS',
      logUrl: `${WEB}/actions/runs/${RUN_ID}/job/504`,
      createdAt: '2026-03-02T09:10:41Z',
    },
    {
      ...aStatus,
      state: 'IN_PROGRESS',
      logUrl: `${WEB}/actions/runs/${RUN_ID}/job/504`,
      createdAt: '2026-03-02T09:10:04Z',
    },
  ],
  DE_89: [
    {
      ...aStatus,
      state: 'INACTIVE',
      logUrl: null,
      createdAt: '2026-03-02T09:10:41Z',
    },
    {
      ...aStatus,
      state: 'SUCCESS',
      logUrl: `${WEB}/actions/runs/${RUN_ID}/job/503`,
      createdAt: '2026-03-02T09:01:39Z',
    },
  ],
};

export const aPull = {
  number: 12,
  title: 'Round to the cent',
  state: 'MERGED',
  createdAt: '2026-03-02T08:00:00Z',
  updatedAt: '2026-03-02T09:00:00Z',
  mergedAt: '2026-03-02T09:00:00Z',
  closedAt: '2026-03-02T09:00:00Z',
  url: `${WEB}/pull/12`,
  headRefName: 'round',
  baseRefName: 'main',
  mergeCommit: { oid: SHA },
  author: { login: 'mona', url: `https://${HOST}/mona`, __typename: 'User' },
  labels: { nodes: [{ name: 'bug' }] },
  commits: {
    nodes: [
      {
        commit: {
          oid: '8fceb02d0ae598e95dc970b74767f19372d61af8',
          message: 'Round to the cent\n\nNot to the euro.',
          authoredDate: '2026-03-01T16:00:00Z',
          committedDate: '2026-03-01T16:00:00Z',
          url: `${WEB}/commit/8fceb02d0ae598e95dc970b74767f19372d61af8`,
          author: { name: 'Mona' },
        },
      },
    ],
  },
  reviews: {
    nodes: [
      {
        state: 'COMMENTED',
        submittedAt: '2026-03-02T08:10:00Z',
        author: { login: 'lint', __typename: 'Bot' },
      },
      {
        state: 'COMMENTED',
        submittedAt: '2026-03-02T08:20:00Z',
        author: { login: 'hubot', __typename: 'User' },
      },
      {
        state: 'APPROVED',
        submittedAt: '2026-03-02T08:30:00Z',
        author: { login: 'hubot', __typename: 'User' },
      },
    ],
  },
  files: { nodes: [{ path: 'src/round.ts' }] },
};

export const pending = [
  {
    environment: { id: 7, name: 'production' },
    wait_timer: 0,
    current_user_can_approve: true,
  },
];
