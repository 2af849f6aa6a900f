import { registerMswTestHooks } from '@backstage/backend-test-utils';
import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { createTestSource } from '../__testUtils__/createTestSource';
import { githubHandlers } from '../__testUtils__/githubHandlers';
import {
  GRAPHQL,
  REPO,
  RUN_ID,
  SCOPE,
  aRun,
} from '../__testUtils__/githubSamples';
import type { GithubSource } from '../GithubSource';
import { isRerunCheckDue } from './reruns';

const server = setupServer();
registerMswTestHooks(server);

const HOUR_MS = 3_600_000;

async function sweep(
  source: GithubSource = createTestSource(),
  since?: Date,
): Promise<DeliveryRecord[]> {
  const records: DeliveryRecord[] = [];
  await source.pipelines.sweep({
    scope: SCOPE,
    since,
    signal: new AbortController().signal,
    emit: async batch => {
      records.push(...batch);
    },
  });
  return records;
}

/** Paths, with queries, of all requests from now on. */
function recordRequests(): string[] {
  const seen: string[] = [];
  server.events.on('request:start', ({ request }) => {
    const { pathname, search } = new URL(request.url);
    seen.push(`${request.method} ${pathname}${search}`);
  });
  return seen;
}
afterEach(() => server.events.removeAllListeners());

/** An instant of the recent past between which and now no look at re-runs is due. */
function recently(): Date {
  const now = new Date();
  const since = new Date(now.getTime() - 5_000);
  return isRerunCheckDue(SCOPE, since, now) ? now : since;
}

describe('sweep', () => {
  it('tells of runs, jobs, deployments and pull requests', async () => {
    server.use(...githubHandlers({ pages: 1 }));
    const byKey = new Map((await sweep()).map(record => [record.key, record]));
    expect(byKey.get(`run:${RUN_ID}`)).toMatchObject({
      name: 'CI',
      externalId: '17',
      attempt: 2,
      defaultBranch: true,
      // The end of its last job: the run changed later.
      finishedAt: '2026-03-02T09:10:40.000Z',
      durationMs: 40_000,
    });
    expect(byKey.get('job:503')).toMatchObject({
      environment: 'production',
      retried: true,
      controls: [],
    });
    expect(byKey.get('job:504')).toMatchObject({
      environment: 'production',
      retried: false,
      controls: ['retry'],
    });
    expect(byKey.get('deployment:90')).toMatchObject({
      status: 'succeeded',
      tier: 'production',
      runKey: `run:${RUN_ID}`,
      jobKey: 'job:504',
      startedAt: '2026-03-02T09:10:04.000Z',
      finishedAt: '2026-03-02T09:10:41.000Z',
      durationMs: 37_000,
    });
    // Another one took its place; it went well all the same.
    expect(byKey.get('deployment:89')).toMatchObject({
      status: 'succeeded',
      finishedAt: '2026-03-02T09:01:39.000Z',
    });
    expect(byKey.has('deployment:87')).toBe(false);
    expect(byKey.get(`pull:${SCOPE}#12`)).toMatchObject({
      status: 'merged',
      paths: ['src/round.ts'],
      firstReviewAt: '2026-03-02T08:20:00.000Z',
      approvedAt: '2026-03-02T08:30:00.000Z',
      commits: [
        {
          title: 'Round to the cent',
          message: 'Round to the cent\n\nNot to the euro.',
          authoredAt: '2026-03-01T16:00:00.000Z',
        },
      ],
    });
  });

  it('halves the time until a search tells of all runs', async () => {
    const start = Date.parse('2026-03-01T00:00:00Z');
    const all = Array.from({ length: 1_200 }, (_, index) => ({
      ...aRun,
      id: index + 1,
      created_at: new Date(start + index * 1_000).toISOString(),
    }));
    const seen = recordRequests();
    server.use(
      http.get(`${REPO}/actions/runs`, ({ request }) => {
        const query = new URL(request.url).searchParams;
        const [from, to] = (query.get('created') ?? '').split('..');
        const found = all.filter(
          ({ created_at }) =>
            Date.parse(created_at) >= Date.parse(from) &&
            Date.parse(created_at) <= Date.parse(to),
        );
        const page = Number(query.get('page') ?? 1);
        if (page > 10) {
          return HttpResponse.json({ message: 'too far' }, { status: 422 });
        }
        const next = new URL(request.url);
        next.searchParams.set('page', String(page + 1));
        return HttpResponse.json(
          {
            total_count: found.length,
            workflow_runs: found.slice((page - 1) * 100, page * 100),
          },
          found.length > page * 100
            ? { headers: { link: `<${next}>; rel="next"` } }
            : {},
        );
      }),
      http.get(`${REPO}/actions/runs/:id/jobs`, () =>
        HttpResponse.json({ total_count: 0, jobs: [] }),
      ),
      ...githubHandlers({ pages: 1 }),
    );

    const runs = (await sweep()).filter(({ type }) => type === 'run');

    expect(new Set(runs.map(({ key }) => key)).size).toBe(1_200);
    const searches = seen.filter(path => path.includes('created='));
    expect(searches.length).toBeLessThan(100);
  }, 60_000);

  it('costs three requests where nothing happened', async () => {
    const etag = '"v1"';
    const fresh = (request: Request) =>
      request.headers.get('if-none-match') === etag
        ? new HttpResponse(null, { status: 304, headers: { etag } })
        : undefined;
    server.use(
      http.get(`${REPO}/deployments`, ({ request }) => fresh(request)),
      http.get(`${REPO}/actions/runs`, ({ request }) => fresh(request)),
      http.get(`${REPO}/pulls`, ({ request }) => fresh(request)),
      http.get(`${REPO}/deployments`, () =>
        HttpResponse.json([], { headers: { etag } }),
      ),
      http.get(`${REPO}/actions/runs`, () =>
        HttpResponse.json(
          { total_count: 1, workflow_runs: [aRun] },
          { headers: { etag } },
        ),
      ),
      http.get(`${REPO}/pulls`, () =>
        HttpResponse.json([{ updated_at: '2026-03-02T09:00:00Z' }], {
          headers: { etag },
        }),
      ),
      ...githubHandlers({ pages: 1 }),
    );
    const source = createTestSource();
    await sweep(source, recently());
    const seen = recordRequests();

    expect(await sweep(source, recently())).toEqual([]);

    expect(seen.map(path => path.split('?')[0])).toEqual([
      `GET /api/v3/repos/${SCOPE}/deployments`,
      `GET /api/v3/repos/${SCOPE}/actions/runs`,
      `GET /api/v3/repos/${SCOPE}/pulls`,
    ]);
  });

  it('does not rely on a page of which something could not be stored', async () => {
    const etags: Array<string | null> = [];
    const updated = new Date().toISOString().replace(/\.\d+Z/, 'Z');
    server.use(
      http.get(`${REPO}/deployments`, () => HttpResponse.json([])),
      http.get(`${REPO}/actions/runs`, ({ request }) => {
        etags.push(request.headers.get('if-none-match'));
        return HttpResponse.json(
          {
            total_count: 1,
            workflow_runs: [{ ...aRun, updated_at: updated }],
          },
          { headers: { etag: '"v1"' } },
        );
      }),
      ...githubHandlers({ pages: 1 }),
    );
    const source = createTestSource();
    const since = new Date(Date.parse(updated) - 1_000);
    const failing = source.pipelines.sweep({
      scope: SCOPE,
      since,
      signal: new AbortController().signal,
      emit: async () => {
        throw new Error('the store is full');
      },
    });
    await expect(failing).rejects.toThrow('the store is full');
    await sweep(source, since);
    expect(etags.every(etag => etag === null)).toBe(true);
  });

  it('searches on where the newest page does not reach back far enough', async () => {
    const now = Date.now();
    const instant = (ageMs: number) => new Date(now - ageMs).toISOString();
    const runs = [1, 2, 3].map(id => ({
      ...aRun,
      id,
      created_at: instant(id * 1_000),
      updated_at: instant(id * 1_000),
    }));
    server.use(
      http.get(`${REPO}/actions/runs`, ({ request }) => {
        const isSearch = new URL(request.url).searchParams.has('created');
        return HttpResponse.json({
          total_count: 3,
          workflow_runs: isSearch ? runs : runs.slice(0, 1),
        });
      }),
      ...githubHandlers({ pages: 1 }),
    );
    const records = await sweep(createTestSource(), new Date(now - 4_000));
    expect(
      records.filter(({ type }) => type === 'run').map(({ key }) => key),
    ).toEqual(['run:1', 'run:2', 'run:3']);
  });

  it('looks for old runs that were run again, four times a day', async () => {
    const seen = recordRequests();
    const now = Date.now();
    const again = {
      ...aRun,
      created_at: new Date(now - 20 * 24 * HOUR_MS).toISOString(),
      updated_at: new Date(now - HOUR_MS).toISOString(),
    };
    const untouched = { ...again, id: 1, updated_at: again.created_at };
    server.use(
      http.get(`${REPO}/actions/runs`, () =>
        HttpResponse.json({
          total_count: 2,
          workflow_runs: [again, untouched],
        }),
      ),
      ...githubHandlers({ pages: 1 }),
    );
    const records = await sweep(
      createTestSource(),
      new Date(now - 6 * HOUR_MS),
    );
    expect(
      records.filter(({ type }) => type === 'run').map(({ key }) => key),
    ).toEqual([`run:${RUN_ID}`]);
    expect(seen.some(path => path.includes('created='))).toBe(true);
  });

  it('keeps to a limit that the whole budget reached', async () => {
    const reset = Math.floor(Date.now() / 1000) + 1_800;
    const headers = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(reset),
    };
    server.use(
      http.get(REPO, () =>
        HttpResponse.json(
          { message: 'API rate limit exceeded' },
          { status: 403, headers },
        ),
      ),
      ...githubHandlers({ pages: 1 }),
    );
    const seen = recordRequests();
    await expect(sweep()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(new Date(reset * 1000).toISOString()),
    });
    expect(seen).toHaveLength(1);
  });

  it('tells what is left of the budget that has least', async () => {
    const reset = Math.floor(Date.now() / 1000) + 1_800;
    const told = (remaining: number, resetsAt = reset) => ({
      headers: {
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-limit': '5000',
        'x-ratelimit-reset': String(resetsAt),
      },
    });
    const source = createTestSource();
    expect(source.requestBudget()).toBeUndefined();
    server.use(
      http.get(`${REPO}/environments`, () =>
        HttpResponse.json({ environments: [] }, told(4_321)),
      ),
      ...githubHandlers({ pages: 1 }),
    );
    await sweep(source);
    expect(source.requestBudget()).toEqual({
      remaining: 4_321,
      limit: 5_000,
      resetsAt: new Date(reset * 1000),
    });
    server.use(
      http.get(`${REPO}/environments`, () =>
        HttpResponse.json({ environments: [] }, told(5, reset - 3_600)),
      ),
    );
    await sweep(source);
    // Of a period that is over, which says nothing of the present one.
    expect(source.requestBudget()).toBeUndefined();
  });

  it('asks no more once an answer says that nothing is left', async () => {
    const reset = Math.floor(Date.now() / 1000) + 1_800;
    server.use(
      http.get(`${REPO}/environments`, () =>
        HttpResponse.json(
          { environments: [] },
          {
            headers: {
              'x-ratelimit-remaining': '0',
              'x-ratelimit-reset': String(reset),
            },
          },
        ),
      ),
      ...githubHandlers({ pages: 1 }),
    );
    await expect(sweep()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('knows the limit of GraphQL, which comes with status 200', async () => {
    const reset = Math.floor(Date.now() / 1000) + 1_800;
    server.use(
      http.post(GRAPHQL, () =>
        HttpResponse.json(
          { errors: [{ type: 'RATE_LIMITED', message: 'exceeded' }] },
          {
            headers: {
              'x-ratelimit-remaining': '0',
              'x-ratelimit-reset': String(reset),
            },
          },
        ),
      ),
      ...githubHandlers({ pages: 1 }),
    );
    await expect(sweep()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('asks to wait until'),
    });
  });

  it.each([
    ['FORBIDDEN', 'NotAllowedError'],
    ['SOMETHING_ELSE', 'ServiceUnavailableError'],
  ])('turns %s of GraphQL into a %s', async (type, name) => {
    server.use(
      http.post(GRAPHQL, () => HttpResponse.json({ errors: [{ type }] })),
      ...githubHandlers({ pages: 1 }),
    );
    await expect(sweep()).rejects.toMatchObject({
      name,
      message: expect.stringContaining('integrations.github'),
    });
  });

  it('goes on when a deployment is deleted between two requests', async () => {
    server.use(
      http.post(
        GRAPHQL,
        () =>
          HttpResponse.json({
            data: { nodes: [null, null] },
            errors: [{ type: 'NOT_FOUND' }],
          }),
        { once: true },
      ),
      ...githubHandlers({ pages: 1 }),
    );
    const records = await sweep();
    expect(records.map(({ key }) => key)).toContain('deployment:90');
  });

  it('does without environments where the plan has none', async () => {
    server.use(
      http.get(`${REPO}/environments`, () =>
        HttpResponse.json({ message: 'Not Found' }, { status: 404 }),
      ),
      ...githubHandlers({ pages: 1 }),
    );
    const records = await sweep();
    expect(records.map(({ key }) => key)).toContain(`run:${RUN_ID}`);
  });

  it('never ends up reading the same page for ever', async () => {
    server.use(
      http.get(`${REPO}/deployments`, ({ request }) =>
        HttpResponse.json([], {
          headers: { link: `<${request.url}>; rel="next"` },
        }),
      ),
      ...githubHandlers({ pages: 1 }),
    );
    await expect(sweep()).rejects.toThrow(/would never end/);
  });

  it('does not follow a link to the next page that leads elsewhere', async () => {
    server.use(
      http.get(`${REPO}/deployments`, () =>
        HttpResponse.json([], {
          headers: { link: '<https://elsewhere.example/x>; rel="next"' },
        }),
      ),
      ...githubHandlers({ pages: 1 }),
    );
    await expect(sweep()).rejects.toThrow(/the token must not go/);
  });
});

describe('readRun', () => {
  it('reads the deployments of the run, and of no other', async () => {
    server.use(...githubHandlers({ pages: 2 }));
    const read = (id: number) =>
      createTestSource().pipelines.readRun(
        { scope: SCOPE, key: `run:${id}` },
        { signal: new AbortController().signal },
      );
    const keys = (await read(RUN_ID)).map(({ key }) => key);
    expect(keys).toContain('deployment:90');
    expect(keys).toContain('job:504');
    expect((await read(RUN_ID + 1)).map(({ key }) => key)).toEqual([
      `run:${RUN_ID + 1}`,
    ]);
  });
});
