import { HttpResponse, http } from 'msw';
import type { HttpHandler } from 'msw';
import { notFound, paged } from './answers';
import { REPO, SCOPE, WEB } from './githubSamples';

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
