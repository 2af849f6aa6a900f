import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { createTestSource } from './__testUtils__/createTestSource';
import {
  controlHandlers,
  githubHandlers,
} from './__testUtils__/githubHandlers';
import {
  REPO,
  RUN_ID,
  SCOPE,
  aRun,
  pending,
} from './__testUtils__/githubSamples';

const server = setupServer();
registerMswTestHooks(server);

const signal = new AbortController().signal;
const run = { scope: SCOPE, key: `run:${RUN_ID}` };
const job = { scope: SCOPE, key: 'job:503', runKey: run.key };

/** What is posted, with its path below the repository. */
function recordPosts(): Array<{ path: string; body: unknown }> {
  const posts: Array<{ path: string; body: unknown }> = [];
  server.use(
    http.post(`${REPO}/*`, async ({ request }) => {
      const text = await request.clone().text();
      posts.push({
        path: request.url.slice(REPO.length),
        body: text ? JSON.parse(text) : undefined,
      });
      return HttpResponse.json({}, { status: 201 });
    }),
  );
  return posts;
}

describe('running again', () => {
  it('runs what failed', async () => {
    server.use(
      http.get(`${REPO}/actions/runs/${RUN_ID}`, () =>
        HttpResponse.json({ ...aRun, conclusion: 'failure' }),
      ),
    );
    const posts = recordPosts();
    await createTestSource().control.controlRun(run, 'retry', { signal });
    expect(posts.map(({ path }) => path)).toEqual([
      `/actions/runs/${RUN_ID}/rerun-failed-jobs`,
    ]);
  });

  it('runs everything where nothing failed', async () => {
    server.use(...controlHandlers(() => HttpResponse.json({})));
    const posts = recordPosts();
    await createTestSource().control.controlRun(run, 'retry', { signal });
    expect(posts.map(({ path }) => path)).toEqual([
      `/actions/runs/${RUN_ID}/rerun`,
    ]);
  });
});

describe('approving', () => {
  const waitsFor = (...deployments: object[]) =>
    server.use(
      http.get(`${REPO}/actions/runs/${RUN_ID}/pending_deployments`, () =>
        HttpResponse.json(deployments),
      ),
    );
  const [production] = pending;
  const canary = { ...production, environment: { id: 8, name: 'canary' } };
  const approve = () =>
    createTestSource().control.controlJob(job, 'play', { signal });

  it('approves the environment that the run waits for', async () => {
    const posts = recordPosts();
    waitsFor(production);
    await approve();
    expect(posts).toEqual([
      {
        path: `/actions/runs/${RUN_ID}/pending_deployments`,
        body: {
          environment_ids: [7],
          state: 'approved',
          comment: expect.any(String),
        },
      },
    ]);
  });

  it('approves that of the job, and no other', async () => {
    server.use(...githubHandlers({ pages: 1 }));
    const posts = recordPosts();
    waitsFor(canary, production);
    await approve();
    expect(posts).toMatchObject([{ body: { environment_ids: [7] } }]);
  });

  it('approves none when it cannot tell which one', async () => {
    server.use(...githubHandlers({ pages: 1 }));
    const posts = recordPosts();
    waitsFor(canary, { ...canary, environment: { id: 9, name: 'eu' } });
    await expect(approve()).rejects.toMatchObject({ name: 'ConflictError' });
    expect(posts).toEqual([]);
  });

  it('is in conflict when nothing waits', async () => {
    waitsFor();
    await expect(approve()).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it('tells whom to ask when the token may not', async () => {
    const posts = recordPosts();
    waitsFor({ ...production, current_user_can_approve: false });
    await expect(approve()).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining("deployments to 'production'"),
    });
    expect(posts).toEqual([]);
  });
});
