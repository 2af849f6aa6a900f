import { HttpResponse, http } from 'msw';
import type { HttpHandler } from 'msw';
import incidents from './api.incidents.json';
import commits from './api.mergeRequestCommits.json';
import mergeRequests from './api.mergeRequests.json';
import { PROJECT, notFound, paged } from './gitlabServer';

/** Merge requests and incidents as the API lists them. */
export function changeHandlers(): HttpHandler[] {
  return [
    http.get(`${PROJECT}/merge_requests`, ({ request }) =>
      paged(request, mergeRequests, 1),
    ),
    http.get(`${PROJECT}/merge_requests/12/commits`, ({ request }) =>
      paged(request, commits, 1),
    ),
    http.get(`${PROJECT}/merge_requests/12/approvals`, () =>
      HttpResponse.json({
        approved_by: [
          { user: { id: 8 }, approved_at: '2026-03-02T08:50:00.000Z' },
          { user: { id: 9 }, approved_at: '2026-03-02T08:55:00.000Z' },
          { user: { id: 10 } },
        ],
      }),
    ),
    http.get(`${PROJECT}/issues`, ({ request }) => {
      const type = new URL(request.url).searchParams.get('issue_type');
      return paged(request, type === 'incident' ? incidents : [], 100);
    }),
  ];
}

export const changeKeys = [
  ...mergeRequests.map(({ id }) => `change:${id}`),
  ...incidents.map(({ id }) => `incident:${id}`),
];

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

function between(from: string, to: string) {
  return ancestors[to]
    .filter(id => !ancestors[from].includes(id))
    .map(id => ({ ...commits[0], id }));
}

/** Comparisons as GitLab documents them: one side only, and 404 for the unknown. */
export function compareHandlers(
  options: { isCut?: boolean } = {},
): HttpHandler[] {
  const isKnown = (...revisions: string[]) =>
    revisions.every(revision => revision in ancestors);
  return [
    http.get(`${PROJECT}/repository/compare`, ({ request }) => {
      const query = new URL(request.url).searchParams;
      const from = query.get('from') ?? '';
      const to = query.get('to') ?? '';
      if (!isKnown(from, to)) {
        return notFound('Ref');
      }
      const found = between(from, to);
      return HttpResponse.json({
        commit: found.at(-1) ?? null,
        commits: options.isCut ? found.slice(-1) : found,
        diffs: [],
        compare_timeout: options.isCut ?? false,
        compare_same_ref: from === to,
        web_url: `https://gitlab.example.com/compare/${from}...${to}`,
      });
    }),
    http.get(`${PROJECT}/repository/commits`, ({ request }) => {
      const range = new URL(request.url).searchParams.get('ref_name') ?? '';
      const [from, to] = range.split('..');
      return paged(request, between(from, to).reverse(), 1);
    }),
    http.get(`${PROJECT}/repository/merge_base`, ({ request }) => {
      const [from, to] = new URL(request.url).searchParams.getAll('refs[]');
      const id = ancestors[from].findLast(one => ancestors[to].includes(one));
      return HttpResponse.json({ ...commits[0], id });
    }),
    http.get(`${PROJECT}/repository/commits/:sha/diff`, ({ request, params }) =>
      paged(
        request,
        [
          { old_path: 'src/old.ts', new_path: 'src/new.ts' },
          { old_path: `${params.sha}.md`, new_path: `${params.sha}.md` },
        ],
        1,
      ),
    ),
  ];
}
