import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { expectRecord } from '@backstage-devops/plugin-devops-node/testUtils';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { createTestSource } from './__testUtils__/createTestSource';
import { notFound, paged } from './__testUtils__/answers';
import { REPO, SCOPE } from './__testUtils__/githubSamples';

const server = setupServer();
registerMswTestHooks(server);

const shaOf = (index: number) => index.toString(16).padStart(40, '0');
const commit = (index: number) => ({
  sha: shaOf(index),
  html_url: `https://github.example.com/${SCOPE}/commit/${shaOf(index)}`,
  commit: {
    message: `Change ${index}\n\nThis reverts commit ${shaOf(99)}.`,
    author: { name: 'Mona', date: '2026-03-01T10:00:00Z' },
    committer: { name: 'GitHub', date: '2026-03-01T11:00:00Z' },
  },
});

function compareHandler(
  status: string,
  count: number,
  options: { total?: number; files?: string[] } = {},
) {
  const commits = Array.from({ length: count }, (_, index) => commit(index));
  return http.get(`${REPO}/compare/:range`, ({ request, params }) =>
    params.range === 'v1...v2'
      ? paged(request, commits, 100, page => ({
          status,
          total_commits: options.total ?? count,
          commits: page,
          files: options.files?.map(filename => ({ filename })),
        }))
      : notFound(),
  );
}

const repositoryHandler = http.get(REPO, () => HttpResponse.json({}));

const compare = (
  options: { from?: string; to?: string; withPaths?: boolean } = {},
) =>
  createTestSource().changes.compare({
    scope: SCOPE,
    from: options.from ?? 'v1',
    to: options.to ?? 'v2',
    withPaths: options.withPaths ?? false,
    signal: new AbortController().signal,
  });

describe('compare', () => {
  it('reads all pages, oldest commit first', async () => {
    server.use(compareHandler('ahead', 250));
    const range = await compare();
    expect(range).toMatchObject({
      key: 'range:v1..v2',
      scope: SCOPE,
      direction: 'ahead',
      complete: true,
    });
    expect(range?.commits).toHaveLength(250);
    expect(range?.commits[0]).toEqual({
      sha: shaOf(0),
      title: 'Change 0',
      message: `Change 0\n\nThis reverts commit ${shaOf(99)}.`,
      author: 'Mona',
      authoredAt: '2026-03-01T10:00:00.000Z',
      committedAt: '2026-03-01T11:00:00.000Z',
      url: expect.stringMatching(/^https:/),
    });
    if (range) {
      expectRecord(range);
    }
  });

  it.each(['behind', 'diverged', 'identical'])('knows %s', async status => {
    server.use(compareHandler(status, status === 'diverged' ? 1 : 0));
    expect(await compare()).toMatchObject({
      direction: status,
      complete: true,
    });
  });

  it('says when the list is cut', async () => {
    server.use(compareHandler('ahead', 100, { total: 5_000 }));
    expect(await compare()).toMatchObject({ complete: false });
  });

  it('takes the files of a single commit from the comparison', async () => {
    server.use(compareHandler('ahead', 1, { files: ['a.ts'] }));
    expect((await compare({ withPaths: true }))?.commits).toMatchObject([
      { paths: ['a.ts'] },
    ]);
  });

  it('asks for the files of several commits, if they are wanted', async () => {
    const asked: string[] = [];
    server.use(
      compareHandler('ahead', 3, { files: ['a.ts', 'b.ts'] }),
      http.get(`${REPO}/commits/:sha`, ({ params }) => {
        asked.push(String(params.sha));
        return HttpResponse.json({ files: [{ filename: `${params.sha}.ts` }] });
      }),
    );
    await compare();
    expect(asked).toEqual([]);
    const range = await compare({ withPaths: true });
    expect(range?.commits.map(({ paths }) => paths)).toEqual(
      [0, 1, 2].map(index => [`${shaOf(index)}.ts`]),
    );
  });

  it('does not pass off a cut list of files as all of them', async () => {
    const files = Array.from({ length: 300 }, (_, index) => `${index}.ts`);
    server.use(
      compareHandler('ahead', 1, { files }),
      http.get(`${REPO}/commits/:sha`, () =>
        HttpResponse.json({ files: files.map(filename => ({ filename })) }),
      ),
    );
    const range = await compare({ withPaths: true });
    expect(range?.commits[0]).not.toHaveProperty('paths');
    expect(range?.complete).toBe(false);
  });

  it('knows nothing of a revision that is not there', async () => {
    server.use(compareHandler('ahead', 1), repositoryHandler);
    await expect(compare({ to: 'gone' })).resolves.toBeUndefined();
  });

  it('does not pass off a repository that is gone as a revision', async () => {
    server.use(http.get(`${REPO}*`, () => notFound()));
    await expect(compare()).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('keeps the revision within its part of the address', async () => {
    const paths: string[] = [];
    server.use(
      http.get(`${REPO}/*`, ({ request }) => {
        paths.push(new URL(request.url).pathname);
        return notFound();
      }),
      repositoryHandler,
    );
    await compare({ to: '../../../user?x=1#' });
    expect(paths).toEqual([
      `/api/v3/repos/${SCOPE}/compare/v1...${encodeURIComponent('../../../user?x=1#')}`,
    ]);
  });
});
