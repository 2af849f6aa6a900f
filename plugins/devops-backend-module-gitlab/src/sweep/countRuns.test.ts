import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { PROJECT, SCOPE } from '../__testUtils__/gitlabServer';
import { GitlabApi } from '../api/GitlabApi';
import { countRuns } from './countRuns';

const server = setupServer();
registerMswTestHooks(server);

const api = new GitlabApi({
  title: 'GitLab',
  host: 'gitlab.example.com',
  apiHost: 'https://gitlab.example.com',
});

/** Pipelines made at these hours of a day, by a GitLab that filters or does not. */
function gitlabWith(
  hours: number[],
  options: { filters?: boolean; tells?: boolean } = {},
) {
  const { filters = true, tells = true } = options;
  const all = hours.map(hour => ({
    id: hour,
    created_at: new Date(Date.UTC(2026, 2, 2, hour)).toISOString(),
  }));
  server.use(
    http.get(`${PROJECT}/pipelines`, ({ request }) => {
      const query = new URL(request.url).searchParams;
      const from = String(query.get('created_after'));
      const to = String(query.get('created_before'));
      const found = all.filter(
        row => !filters || (row.created_at >= from && row.created_at < to),
      );
      const sorted = query.get('sort') === 'asc' ? found : found.reverse();
      return HttpResponse.json(sorted.slice(0, 1), {
        headers: tells ? { 'x-total': String(found.length) } : {},
      });
    }),
  );
}

const count = () =>
  countRuns(api, {
    scope: SCOPE,
    since: new Date('2026-03-02T06:00:00Z'),
    until: new Date('2026-03-02T12:00:00Z'),
    signal: new AbortController().signal,
  });

describe('countRuns', () => {
  it('counts what was created in the span', async () => {
    gitlabWith([3, 6, 7, 11, 12]);
    await expect(count()).resolves.toBe(3);
  });

  it('counts none', async () => {
    gitlabWith([3, 15]);
    await expect(count()).resolves.toBe(0);
  });

  it('does not count where there are too many for GitLab to tell', async () => {
    gitlabWith([7, 8], { tells: false });
    await expect(count()).resolves.toBeUndefined();
  });

  it.each([
    ['older', [3, 7]],
    ['newer', [7, 15]],
  ])('does not count where GitLab lists %s ones too', async (_, hours) => {
    gitlabWith(hours, { filters: false });
    await expect(count()).resolves.toBeUndefined();
  });
});
