import { HttpResponse, http } from 'msw';
import type { HttpHandler } from 'msw';

export const HOST = 'github.example.com';
export const SCOPE = 'octo-org/ledger-api';
export const TOKEN = 'ghp_Zm9vYmFyYmF6cXV4Zm9vYmFy';
export const RUN_ID = 9101;
const BLOBS = 'https://blobs.example.net';
const SHA = '9fceb02d0ae598e95dc970b74767f19372d61af8';

export const API = `https://${HOST}/api/v3`;
export const GRAPHQL = `https://${HOST}/api/graphql`;
export const REPO = `${API}/repos/${SCOPE}`;
const WEB = `https://${HOST}/${SCOPE}`;
const user = { login: 'mona', html_url: `https://${HOST}/mona`, type: 'User' };

/** Pages as GitHub documents them: links in a header. */
export function paged(
  request: Request,
  all: unknown[],
  perPage: number,
  wrap: (entries: unknown[]) => object = entries => entries,
  headers: Record<string, string> = {},
) {
  const url = new URL(request.url);
  const page = Number(url.searchParams.get('page') ?? 1);
  url.searchParams.set('page', String(page + 1));
  const hasNext = page * perPage < all.length;
  return HttpResponse.json(
    wrap(all.slice((page - 1) * perPage, page * perPage)),
    {
      headers: {
        ...headers,
        ...(hasNext && {
          link: `<${url}>; rel="next", <${url}>; rel="last"`,
        }),
      },
    },
  );
}

export function notFound() {
  return HttpResponse.json({ message: 'Not Found' }, { status: 404 });
}

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

type Question = {
  query: string;
  variables: { ids: string[]; owner: string; name: string };
};

/** Answers the two questions that are asked, and no others. */
function answerQuestion({ query, variables }: Question): object {
  if (query.includes('nodes(ids:')) {
    const nodes = variables.ids.map(id => ({
      id,
      statuses: { nodes: statuses[id] ?? [] },
    }));
    return { data: { nodes } };
  }
  const pullRequests = {
    pageInfo: { hasNextPage: false, endCursor: null },
    nodes: [aPull],
  };
  const isKnown = `${variables.owner}/${variables.name}` === SCOPE;
  return { data: { repository: isKnown ? { pullRequests } : null } };
}

/** GitHub with one repository, whose list of runs has this many pages. */
export function githubHandlers(options: { pages: number }): HttpHandler[] {
  const runs = Array.from({ length: options.pages }, (_, index) => ({
    ...aRun,
    id: RUN_ID + index,
  }));
  return [
    http.all(`https://${HOST}/*`, ({ request }) =>
      request.headers.get('authorization') === `Bearer ${TOKEN}`
        ? undefined
        : HttpResponse.json({ message: 'Bad credentials' }, { status: 401 }),
    ),
    http.post(GRAPHQL, async ({ request }) =>
      HttpResponse.json(answerQuestion((await request.json()) as Question)),
    ),
    http.get(REPO, () =>
      HttpResponse.json({
        full_name: 'Octo-Org/Ledger-API',
        default_branch: 'main',
      }),
    ),
    http.get(`${REPO}/environments`, ({ request }) =>
      paged(
        request,
        [
          {
            name: 'production',
            created_at: '2026-01-01T00:00:00Z',
            updated_at: '2026-01-01T00:00:00Z',
          },
        ],
        100,
        environments => ({ total_count: 1, environments }),
      ),
    ),
    http.get(`${REPO}/deployments`, ({ request }) =>
      paged(request, deployments, 2),
    ),
    http.get(`${REPO}/actions/runs`, ({ request }) =>
      paged(request, runs, 1, workflow_runs => ({
        total_count: runs.length,
        workflow_runs,
      })),
    ),
    http.get(`${REPO}/actions/runs/:id`, ({ params }) => {
      const found = runs.find(({ id }) => String(id) === params.id);
      return found ? HttpResponse.json(found) : notFound();
    }),
    http.get(`${REPO}/actions/runs/:id/jobs`, ({ params, request }) => {
      const isFirst = params.id === String(RUN_ID);
      const all = new URL(request.url).searchParams.get('filter') === 'all';
      const listed = jobs.filter(job => all || job.run_attempt === 2);
      return paged(request, isFirst ? listed : [], 2, page => ({
        total_count: listed.length,
        jobs: page,
      }));
    }),
    http.get(`${REPO}/pulls`, () =>
      HttpResponse.json([{ number: 12, updated_at: aPull.updatedAt }]),
    ),
  ];
}

/** Keys of everything that these handlers tell. */
export function githubKeys(options: { pages: number }): string[] {
  return [
    ...Array.from(
      { length: options.pages },
      (_, index) => `run:${RUN_ID + index}`,
    ),
    ...jobs.map(({ id }) => `job:${id}`),
    'deployment:90',
    'deployment:89',
    `environment:${SCOPE}:production`,
    `pull:${SCOPE}#12`,
  ];
}

/** The log, at an address of its own, where nobody must show the token. */
export function logHandler(log: string): HttpHandler {
  return http.get(/^https:\/\/(?:github|blobs)\.example\./, ({ request }) => {
    if (!request.url.startsWith(BLOBS)) {
      return new HttpResponse(null, {
        status: 302,
        headers: { location: `${BLOBS}/logs/503?sig=s` },
      });
    }
    return request.headers.has('authorization')
      ? HttpResponse.json({}, { status: 400 })
      : HttpResponse.text(log);
  });
}

export const pending = [
  {
    environment: { id: 7, name: 'production' },
    wait_timer: 0,
    current_user_can_approve: true,
  },
];

export function controlHandlers(answer: () => Response): HttpHandler[] {
  return [
    http.get(`${REPO}/actions/runs/${RUN_ID}`, () => HttpResponse.json(aRun)),
    http.get(`${REPO}/actions/runs/${RUN_ID}/pending_deployments`, () =>
      HttpResponse.json(pending),
    ),
    http.post(`${REPO}/actions/runs/${RUN_ID}/:action`, answer),
    http.post(`${REPO}/actions/jobs/503/rerun`, answer),
  ];
}

const sha = (digit: string) => digit.repeat(40);
/** A history: root, then two commits on `main`, one on a branch beside them. */
const ROOT = sha('1');
const MIDDLE = sha('2');
const TIP = sha('3');
const BESIDE = sha('4');
const ancestors: Record<string, string[]> = {
  [ROOT]: [ROOT],
  [MIDDLE]: [ROOT, MIDDLE],
  [TIP]: [ROOT, MIDDLE, TIP],
  [BESIDE]: [ROOT, BESIDE],
};

export const ranges = {
  range: { from: ROOT, to: TIP, commits: [MIDDLE, TIP] },
  diverged: { from: TIP, to: BESIDE },
  unknown: sha('f'),
};

const missing = (from: string, to: string) =>
  ancestors[to].filter(id => !ancestors[from].includes(id));

function statusOf(from: string, to: string): string {
  const [ahead, behind] = [missing(from, to), missing(to, from)];
  if (ahead.length > 0) {
    return behind.length > 0 ? 'diverged' : 'ahead';
  }
  return behind.length > 0 ? 'behind' : 'identical';
}

/** Comparisons as GitHub documents them: 404 for the unknown. */
export function compareHandlers(): HttpHandler[] {
  const signature = { name: 'Mona', date: '2026-03-01T10:00:00Z' };
  return [
    http.get(`${REPO}/compare/:range`, ({ request, params }) => {
      const [from, to] = String(params.range).split('...');
      if (!(from in ancestors && to in ancestors)) {
        return notFound();
      }
      const found = missing(from, to);
      return paged(request, found, 1, commits => ({
        status: statusOf(from, to),
        total_commits: found.length,
        files: found.map(id => ({ filename: `${id}.md` })),
        commits: commits.map(id => ({
          sha: id,
          html_url: `${WEB}/commit/${id}`,
          commit: { message: 'a', author: signature, committer: signature },
        })),
      }));
    }),
    http.get(`${REPO}/commits/:sha`, ({ params }) =>
      HttpResponse.json({ files: [{ filename: `${params.sha}.md` }] }),
    ),
    http.get(REPO, () => HttpResponse.json({ full_name: SCOPE })),
  ];
}
