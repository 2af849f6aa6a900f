import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { compareHandlers, ranges } from './__testUtils__/changeHandlers';
import commits from './__testUtils__/api.mergeRequestCommits.json';
import { PROJECT, SCOPE } from './__testUtils__/gitlabServer';
import { GitlabApi } from './api/GitlabApi';
import { createChangeSource } from './changes';

const server = setupServer();
registerMswTestHooks(server);

const source = createChangeSource(
  new GitlabApi({
    title: 'GitLab',
    host: 'gitlab.example.com',
    apiHost: 'https://gitlab.example.com',
  }),
);

function compare(withPaths = false) {
  return source.compare({
    scope: SCOPE,
    ...ranges.range,
    withPaths,
    signal: new AbortController().signal,
  });
}

describe('ChangeSource', () => {
  it('lists the commits of a comparison that GitLab cut', async () => {
    server.use(...compareHandlers({ isCut: true }));
    await expect(compare()).resolves.toMatchObject({
      complete: true,
      commits: ranges.range.commits.map(sha => ({ sha })),
    });
  });

  it('names both paths of a file that was renamed', async () => {
    server.use(...compareHandlers());
    const range = await compare(true);
    expect(range?.commits[0].paths).toEqual([
      `${ranges.range.commits[0]}.md`,
      'src/new.ts',
      'src/old.ts',
    ]);
  });

  it('names the files of the newest hundred commits, and says that it stopped', async () => {
    const id = (index: number) => String(index).padStart(40, '0');
    const many = Array.from({ length: 130 }, (_, index) => ({
      ...commits[0],
      id: id(index),
    }));
    let diffs = 0;
    server.use(
      http.get(`${PROJECT}/repository/compare`, () =>
        HttpResponse.json({ commits: many, compare_timeout: false }),
      ),
      http.get(`${PROJECT}/repository/commits/:sha/diff`, () => {
        diffs += 1;
        return HttpResponse.json([]);
      }),
      http.get(`${PROJECT}/repository/merge_base`, () =>
        HttpResponse.json({ id: ranges.range.from }),
      ),
    );
    const range = await compare(true);
    expect(range).toMatchObject({ direction: 'ahead', complete: false });
    expect(range?.commits).toHaveLength(130);
    expect(range?.commits.filter(({ paths }) => paths).map(c => c.sha)).toEqual(
      many.slice(30).map(commit => commit.id),
    );
    expect(diffs).toBe(100);
  });

  it('knows revisions that have nothing in common', async () => {
    server.use(
      http.get(`${PROJECT}/repository/merge_base`, () =>
        HttpResponse.json(
          { message: '404 Merge Base Not Found' },
          { status: 404 },
        ),
      ),
      ...compareHandlers(),
    );
    await expect(compare()).resolves.toMatchObject({ direction: 'diverged' });
  });

  it('does not take a project that is gone for an unknown revision', async () => {
    server.use(
      http.get(`${PROJECT}/repository/compare`, () =>
        HttpResponse.json(
          { message: '404 Project Not Found' },
          { status: 404 },
        ),
      ),
    );
    await expect(compare()).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});
