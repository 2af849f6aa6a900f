import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { createTestSource } from '../__testUtils__/createTestSource';
import { REPO, SCOPE } from '../__testUtils__/githubSamples';

const server = setupServer();
registerMswTestHooks(server);

async function count(since: string, until: string) {
  return createTestSource().pipelines.countRuns?.({
    scope: SCOPE,
    since: new Date(since),
    until: new Date(until),
    signal: new AbortController().signal,
  });
}

function counts(total: number): URLSearchParams[] {
  const asked: URLSearchParams[] = [];
  server.use(
    http.get(`${REPO}/actions/runs`, ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json({ total_count: total, workflow_runs: [] });
    }),
  );
  return asked;
}

describe('countRuns', () => {
  it('asks for one run of the span, its end excluded', async () => {
    const asked = counts(7);
    expect(await count('2026-03-02T09:00:00.2Z', '2026-03-02T10:00:00Z')).toBe(
      7,
    );
    expect(asked.map(query => Object.fromEntries(query))).toEqual([
      { created: '2026-03-02T09:00:01Z..2026-03-02T09:59:59Z', per_page: '1' },
    ]);
  });

  it('does not know a number that may be cut', async () => {
    counts(1_000);
    const span = ['2026-03-02T09:00:00Z', '2026-03-02T10:00:00Z'] as const;
    expect(await count(...span)).toBeUndefined();
  });

  it('asks nothing about a span without a second in it', async () => {
    const asked = counts(7);
    expect(
      await count('2026-03-02T09:00:00.2Z', '2026-03-02T09:00:00.8Z'),
    ).toBe(0);
    expect(asked).toEqual([]);
  });
});
