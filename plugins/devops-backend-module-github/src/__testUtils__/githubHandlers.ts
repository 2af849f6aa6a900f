import { HttpResponse, http } from 'msw';
import type { HttpHandler } from 'msw';
import { notFound, paged } from './answers';
import {
  aPull,
  aRun,
  deployments,
  GRAPHQL,
  HOST,
  jobs,
  pending,
  REPO,
  RUN_ID,
  SCOPE,
  statuses,
  TOKEN,
} from './githubSamples';

const BLOBS = 'https://blobs.example.net';

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
