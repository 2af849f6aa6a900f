import { registerMswTestHooks } from '@backstage/backend-test-utils';
import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import project from '../__testUtils__/api.project.json';
import { gitlabHandlers } from '../__testUtils__/gitlabHandlers';
import { HOST, PROJECT, SCOPE, TOKEN } from '../__testUtils__/gitlabServer';
import { GitlabSource } from '../GitlabSource';

const server = setupServer();
registerMswTestHooks(server);

/** Sweeps and tells what was found, and the paths below the project asked for. */
async function sweep(since?: Date) {
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
  const records: DeliveryRecord[] = [];
  const asked: string[] = [];
  server.events.on('request:start', ({ request }) => {
    const { pathname } = new URL(request.url);
    asked.push(pathname.slice(new URL(PROJECT).pathname.length));
  });
  await source.pipelines.sweep({
    scope: SCOPE,
    since,
    signal: new AbortController().signal,
    emit: async batch => {
      records.push(...batch);
    },
  });
  server.events.removeAllListeners();
  const find = (key: string) => records.find(record => record.key === key);
  return { records, asked, find };
}

const BEFORE_MERGE = new Date('2026-03-02T08:00:00Z');

describe('sweep of merge requests and incidents', () => {
  it('tells a merged one with its commits, oldest first, and its approval', async () => {
    server.use(...gitlabHandlers({ pages: 1 }));
    const { find } = await sweep(BEFORE_MERGE);
    expect(find('change:7301')).toEqual({
      type: 'change',
      scope: SCOPE,
      key: 'change:7301',
      version: { generation: 0, terminal: true, at: expect.any(Number) },
      externalId: '!12',
      status: 'merged',
      createdAt: '2026-03-02T08:00:00.310Z',
      title: 'Round half to even',
      author: {
        name: 'Ada Byron',
        username: 'ada',
        url: 'https://gitlab.example.com/ada',
      },
      sourceBranch: 'rounding',
      targetBranch: 'main',
      revision: '5f1c2a9be37d40188c64f0e2b7a9d3c6e1f08b42',
      commits: [
        expect.objectContaining({
          sha: 'ba5eba11e37d40188c64f0e2b7a9d3c6e1f08b42',
          message: 'Round half to even\n\nAs the auditors want it.\n',
          authoredAt: '2026-02-27T15:00:00.000Z',
          committedAt: '2026-03-02T07:30:00.000Z',
        }),
        expect.objectContaining({
          sha: 'c0ffee5be37d40188c64f0e2b7a9d3c6e1f08b42',
          author: 'Ada Byron',
        }),
      ],
      labels: ['accounting'],
      approvedAt: '2026-03-02T08:55:00.000Z',
      mergedAt: '2026-03-02T08:59:57.900Z',
      url: 'https://gitlab.example.com/acme/payments/ledger-api/-/merge_requests/12',
    });
  });

  it('does not read again what was merged before', async () => {
    server.use(...gitlabHandlers({ pages: 1 }));
    const { asked, find } = await sweep(new Date('2026-03-02T09:00:00Z'));
    expect(find('change:7301')).toMatchObject({ status: 'merged' });
    expect(find('change:7301')).not.toHaveProperty('commits');
    expect(asked).not.toContain('/merge_requests/12/commits');
  });

  it.each([
    ['a merge commit', { merge_commit_sha: 'a'.repeat(40) }, 'a'.repeat(40)],
    ['a squash', { squash_commit_sha: 'b'.repeat(40) }, 'b'.repeat(40)],
    ['fast-forward', {}, 'd'.repeat(40)],
  ])('knows the commit that came by %s', async (_, shas, revision) => {
    const merged = {
      id: 1,
      iid: 1,
      state: 'merged',
      sha: 'd'.repeat(40),
      created_at: '2026-01-01T08:00:00.000Z',
      updated_at: '2026-01-01T08:00:00.000Z',
      ...shas,
    };
    server.use(
      http.get(`${PROJECT}/merge_requests`, () => HttpResponse.json([merged])),
      ...gitlabHandlers({ pages: 1 }),
    );
    const { find } = await sweep(BEFORE_MERGE);
    expect(find('change:1')).toMatchObject({ revision });
  });

  it('is content with a forge that has no approvals', async () => {
    server.use(
      http.get(
        `${PROJECT}/merge_requests/12/approvals`,
        () => new HttpResponse(null, { status: 404 }),
      ),
      ...gitlabHandlers({ pages: 1 }),
    );
    const { find } = await sweep(BEFORE_MERGE);
    expect(find('change:7301')).toHaveProperty('commits');
    expect(find('change:7301')).not.toHaveProperty('approvedAt');
  });

  it('tells incidents', async () => {
    server.use(...gitlabHandlers({ pages: 1 }));
    const { find } = await sweep();
    expect(find('incident:8801')).toEqual({
      type: 'incident',
      scope: SCOPE,
      key: 'incident:8801',
      version: { generation: 0, terminal: false, at: expect.any(Number) },
      externalId: '#5',
      status: 'resolved',
      startedAt: '2026-03-02T09:10:00.220Z',
      title: 'Totals are off by a cent',
      severity: 'high',
      resolvedAt: '2026-03-02T09:40:00.500Z',
      url: 'https://gitlab.example.com/acme/payments/ledger-api/-/issues/5',
    });
  });

  it('costs two requests more when nothing has changed', async () => {
    const nothing = () => HttpResponse.json([]);
    server.use(
      ...['deployments', 'pipelines', 'merge_requests', 'issues'].map(list =>
        http.get(`${PROJECT}/${list}`, nothing),
      ),
      ...gitlabHandlers({ pages: 1 }),
    );
    const { asked } = await sweep(new Date());
    expect(asked).toEqual([
      '',
      '/environments',
      '/deployments',
      '/pipelines',
      '/merge_requests',
      '/issues',
    ]);
  });

  it('does not ask for what a project does not use', async () => {
    server.use(
      http.get(PROJECT, () =>
        HttpResponse.json({
          ...project,
          merge_requests_access_level: 'disabled',
          issues_access_level: 'disabled',
        }),
      ),
      ...gitlabHandlers({ pages: 1 }),
    );
    const { asked } = await sweep();
    expect(asked).toContain('/pipelines');
    expect(asked).not.toContain('/merge_requests');
    expect(asked).not.toContain('/issues');
  });
});
