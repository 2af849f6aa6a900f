import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { compareVersions } from '@backstage-devops/plugin-devops-node';
import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';
import fc from 'fast-check';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import {
  HOST,
  SCOPE,
  TOKEN,
  gitlabHandlers,
} from '../__testUtils__/gitlabHandlers';
import { outcome, story } from '../__testUtils__/story';
import { GitlabSource } from '../GitlabSource';
import { parseWebhook } from '../webhooks/parse';

const server = setupServer();
registerMswTestHooks(server);
const signal = new AbortController().signal;

function createSource() {
  const [source] = GitlabSource.fromConfigs([
    {
      id: 'main',
      host: HOST,
      webUrl: `https://${HOST}`,
      apiHost: `https://${HOST}`,
      token: TOKEN,
      sweepIntervalMs: 1_000,
      initialLookbackMs: 86_400_000,
    },
  ]);
  return source;
}

async function sweep(options: { since?: Date; source?: GitlabSource } = {}) {
  const records: DeliveryRecord[] = [];
  const { source = createSource(), since } = options;
  await source.pipelines.sweep({
    scope: SCOPE,
    since,
    signal,
    emit: async batch => {
      records.push(...batch);
    },
  });
  return records;
}

/** Addresses of requests, without host and query, and their queries. */
function recordRequests() {
  const requests: { path: string; query: Record<string, string> }[] = [];
  server.events.on('request:start', ({ request }) => {
    const url = new URL(request.url);
    requests.push({
      path: decodeURIComponent(url.pathname),
      query: Object.fromEntries(url.searchParams),
    });
  });
  return requests;
}

describe('sweep', () => {
  afterEach(() => server.events.removeAllListeners());

  it('tells the run with every attempt of its jobs', async () => {
    server.use(...gitlabHandlers({ pages: 1 }));
    const records = await sweep();
    const jobs = records.filter(record => record.type === 'job');
    expect(
      jobs
        .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
        .map(job => [job.key, job.name, job.status, job.retried, job.controls]),
    ).toEqual([
      ['job:501', 'lint', 'succeeded', false, ['retry']],
      ['job:502', 'unit', 'failed', true, []],
      ['job:505', 'unit', 'succeeded', false, ['retry']],
      ['job:503', 'staging', 'succeeded', false, ['retry']],
      ['job:504', 'production', 'waiting', false, ['play']],
      ['job:506', 'notify', 'succeeded', false, []],
    ]);
    expect(records.find(({ type }) => type === 'run')).toMatchObject({
      key: 'pipeline:9101',
      status: 'succeeded',
      defaultBranch: true,
      actor: { name: 'Ada Byron', username: 'ada' },
      commit: { title: 'Round half to even', author: 'Ada Byron' },
      durationMs: 110_000,
      startedAt: '2026-03-02T09:00:05.020Z',
    });
    expect(records).toContainEqual(
      expect.objectContaining({ key: 'job:505', coverage: 91.4 }),
    );
  });

  it('tells which job deploys where, which only deployments know', async () => {
    server.use(...gitlabHandlers({ pages: 1 }));
    expect(await sweep()).toContainEqual(
      expect.objectContaining({ key: 'job:503', environment: 'staging' }),
    );
  });

  it('tells deployments with run and job, and stopped environments', async () => {
    server.use(...gitlabHandlers({ pages: 1 }));
    const records = await sweep();
    expect(records).toContainEqual(
      expect.objectContaining({
        key: 'deployment:88',
        runKey: 'pipeline:9101',
        jobKey: 'job:503',
        environment: 'staging',
        createdAt: '2026-03-02T09:01:04.900Z',
        finishedAt: '2026-03-02T09:02:00.800Z',
      }),
    );
    expect(records).toContainEqual(
      expect.objectContaining({ name: 'review/rounding', gone: true }),
    );
  });

  it('asks for changes in the orders that GitLab wants', async () => {
    server.use(...gitlabHandlers({ pages: 1 }));
    const requests = recordRequests();
    await sweep({ since: new Date('2026-03-01T00:00:00Z') });
    const lists = requests.filter(({ path }) =>
      /\/(pipelines|deployments)$/.test(path),
    );
    expect(lists).toHaveLength(2);
    for (const { query } of lists) {
      expect(query).toMatchObject({
        updated_after: '2026-03-01T00:00:00.000Z',
        order_by: 'updated_at',
        per_page: '100',
      });
    }
  });

  it('looks up what is deployed at the first sweep only', async () => {
    server.use(...gitlabHandlers({ pages: 1 }));
    const requests = recordRequests();
    const single = `/api/v4/projects/${SCOPE}/environments/3`;
    const isSingle = ({ path }: { path: string }) => path === single;
    await sweep();
    expect(requests.filter(isSingle)).toHaveLength(1);
    await sweep({ since: new Date() });
    expect(requests.filter(isSingle)).toHaveLength(1);
  });

  it('reads the default branch once in a while, not every time', async () => {
    server.use(...gitlabHandlers({ pages: 1 }));
    const requests = recordRequests();
    const source = createSource();
    await sweep({ source });
    await sweep({ source });
    const isProject = ({ path }: { path: string }) =>
      path === `/api/v4/projects/${SCOPE}`;
    expect(requests.filter(isProject)).toHaveLength(1);
  });

  it('follows a project that was moved', async () => {
    server.use(
      http.get(/\/projects\/acme%2Fold/, ({ request }) => {
        const location = request.url.replace(
          'acme%2Fold',
          encodeURIComponent(SCOPE),
        );
        return new HttpResponse(null, { status: 301, headers: { location } });
      }),
      ...gitlabHandlers({ pages: 1 }),
    );
    const records = await createSource().pipelines.readRun(
      { scope: 'acme/old', key: 'pipeline:9101' },
      { signal },
    );
    expect(records.map(({ key }) => key)).toContain('pipeline:9101');
  });

  it('tells what is left of the budget', async () => {
    const reset = Math.floor(Date.now() / 1000) + 30;
    const source = createSource();
    expect(source.requestBudget()).toBeUndefined();
    server.use(
      http.get(`https://${HOST}/api/v4/projects/:id`, () =>
        HttpResponse.json(
          { path_with_namespace: SCOPE, default_branch: 'main' },
          {
            headers: {
              'ratelimit-remaining': '1500',
              'ratelimit-limit': '2000',
              'ratelimit-reset': String(reset),
            },
          },
        ),
      ),
      ...gitlabHandlers({ pages: 1 }),
    );
    await source.pipelines.sweep({
      scope: SCOPE,
      signal,
      emit: async () => {},
    });
    expect(source.requestBudget()).toEqual({
      remaining: 1_500,
      limit: 2_000,
      resetsAt: new Date(reset * 1000),
    });
  });

  it('holds the next request back once the budget is used up', async () => {
    let usedUpAt = 0;
    let nextAt = 0;
    server.use(
      http.get(
        `https://${HOST}/api/v4/projects/:id`,
        () => {
          usedUpAt = Date.now();
          return HttpResponse.json(
            { path_with_namespace: SCOPE, default_branch: 'main' },
            {
              headers: {
                'ratelimit-remaining': '0',
                'ratelimit-reset': String(Math.ceil(usedUpAt / 1000) + 1),
              },
            },
          );
        },
        { once: true },
      ),
      http.all(`https://${HOST}/*`, () => {
        nextAt ||= Date.now();
        return undefined;
      }),
      ...gitlabHandlers({ pages: 1 }),
    );
    await sweep();
    expect(nextAt - usedUpAt).toBeGreaterThanOrEqual(900);
  });

  it('does not go round in circles when pages do', async () => {
    server.use(
      http.get(`https://${HOST}/api/v4/projects/:id/environments`, () =>
        HttpResponse.json([], { headers: { 'x-next-page': '1' } }),
      ),
      ...gitlabHandlers({ pages: 1 }),
    );
    await expect(sweep()).rejects.toThrow(/page 1 as the one after page 1/);
  });
});

describe('sweep and webhooks together', () => {
  const tell = async () => {
    const results = await Promise.all(
      story.map(delivery =>
        parseWebhook({ ...delivery, receivedAt: new Date() }),
      ),
    );
    return results.flatMap(({ records }) => records);
  };

  it('end in the same state in any order', async () => {
    server.use(...gitlabHandlers({ pages: 1 }));
    const swept = await sweep();
    const told = await tell();
    const winners = (records: DeliveryRecord[]) => {
      const stored = new Map<string, DeliveryRecord>();
      for (const record of records) {
        const present = stored.get(record.key);
        if (!present || compareVersions(record.version, present.version) > 0) {
          stored.set(record.key, record);
        }
      }
      return stored;
    };
    const all = [...told, ...swept];
    const expected = winners(all);
    for (const [key, status] of Object.entries(outcome)) {
      expect(expected.get(key)).toMatchObject({ status });
    }
    fc.assert(
      fc.property(
        fc.shuffledSubarray(all, { minLength: all.length }),
        shuffled => {
          const found = winners(shuffled);
          for (const [key, winner] of expected) {
            expect(found.get(key)?.version).toEqual(winner.version);
            expect(found.get(key)).toMatchObject({
              ...('status' in winner && { status: winner.status }),
            });
          }
        },
      ),
    );
  });

  it('prefer the API for the same state, because it tells more', async () => {
    server.use(...gitlabHandlers({ pages: 1 }));
    const swept = await sweep();
    const told = await tell();
    for (const key of ['job:502', 'job:505', 'job:503', 'deployment:88']) {
      const api = swept.find(record => record.key === key);
      for (const hook of told.filter(record => record.key === key)) {
        expect(
          api && compareVersions(api.version, hook.version),
        ).toBeGreaterThan(0);
      }
    }
  });
});
