import { mkdtemp, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  createPublishGitlabAction,
  createPublishGitlabMergeRequestAction,
} from '@backstage/plugin-scaffolder-backend-module-gitlab';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { Gitlab } from '@gitbeaker/rest';
import { run } from './processes';
import { TestLab } from './testing/startTestLab';

describe('plugins written for GitLab', () => {
  let lab: TestLab;
  let config: ConfigReader;
  let integrations: ScmIntegrations;
  let host: string;
  let workspacePath: string;

  beforeAll(async () => {
    lab = await TestLab.start();
    const { forgeUrl, token } = lab.config;
    host = new URL(forgeUrl).host;
    config = new ConfigReader({
      integrations: {
        gitlab: [
          { host, baseUrl: forgeUrl, apiBaseUrl: `${forgeUrl}/api/v4`, token },
        ],
      },
      scaffolder: { defaultAuthor: { name: 'Ana', email: 'ana@example.com' } },
    });
    integrations = ScmIntegrations.fromConfig(config);
    await lab.api('/groups', {
      method: 'POST',
      body: { path: 'shop', name: 'Shop' },
    });
    workspacePath = await mkdtemp(join(tmpdir(), 'devops-lab-workspace-'));
    await writeFile(join(workspacePath, 'catalog-info.yaml'), 'kind: A\n');
  });

  afterAll(async () => {
    await lab.stop();
    await rm(workspacePath, { recursive: true, force: true });
  });

  it('publish:gitlab creates a project and pushes the workspace to it', async () => {
    const action = createPublishGitlabAction({ integrations, config });
    const context = createMockActionContext({
      input: {
        repoUrl: `${host}?owner=shop&repo=basket`,
        defaultBranch: 'main',
        repoVisibility: 'internal' as const,
        topics: ['node'],
        gitCommitMessage: 'Start the basket',
        branches: [{ name: 'next', create: true, ref: 'main', protect: true }],
        projectVariables: [{ key: 'GREETING', value: 'hello', masked: true }],
      },
      workspacePath,
    });

    await action.handler(context);

    const url = `${lab.config.forgeUrl}/shop/basket`;
    expect(context.output).toHaveBeenCalledWith('remoteUrl', url);
    expect(context.output).toHaveBeenCalledWith(
      'repoContentsUrl',
      `${url}/-/blob/main`,
    );
    const client = new Gitlab({
      host: lab.config.forgeUrl,
      token: lab.config.token,
    });
    const [commit] = await client.Commits.all('shop/basket');
    expect(commit).toMatchObject({
      title: 'Start the basket',
      author_email: 'ana@example.com',
    });
    const branches = await client.Branches.all('shop/basket');
    expect(branches.map(branch => [branch.name, branch.protected])).toEqual([
      ['main', true],
      ['next', true],
    ]);
    const variables = await client.ProjectVariables.all('shop/basket');
    expect(variables).toMatchObject([{ key: 'GREETING', masked: true }]);
  });

  it('publish:gitlab refuses an unknown namespace', async () => {
    const action = createPublishGitlabAction({ integrations, config });
    const context = createMockActionContext({
      input: { repoUrl: `${host}?owner=nobody&repo=basket` },
      workspacePath,
    });
    await expect(action.handler(context)).rejects.toThrow(
      'The namespace nobody is not found',
    );
  });

  it('publish:gitlab:merge-request opens a request that can be merged', async () => {
    await writeFile(join(workspacePath, 'catalog-info.yaml'), 'kind: B\n');
    await writeFile(join(workspacePath, 'new.txt'), 'new\n');
    const action = createPublishGitlabMergeRequestAction({
      integrations,
    });
    const context = createMockActionContext({
      input: {
        repoUrl: `${host}?owner=shop&repo=basket`,
        title: 'Add delivery',
        description: 'A pipeline',
        branchName: 'delivery',
        targetBranchName: 'main',
        removeSourceBranch: true,
      },
      workspacePath,
    });

    await action.handler(context);

    expect(context.output).toHaveBeenCalledWith(
      'mergeRequestUrl',
      `${lab.config.forgeUrl}/shop/basket/-/merge_requests/1`,
    );
    const client = new Gitlab({
      host: lab.config.forgeUrl,
      token: lab.config.token,
    });
    await client.MergeRequests.merge('shop/basket', 1);
    const file = await client.RepositoryFiles.showRaw(
      'shop/basket',
      'catalog-info.yaml',
      'main',
    );
    expect(file).toBe('kind: B\n');
    const merged = await client.MergeRequests.show('shop/basket', 1);
    expect(merged).toMatchObject({ state: 'merged' });
    const branches = await client.Branches.all('shop/basket');
    expect(branches.map(({ name }) => name)).not.toContain('delivery');
  });

  it("the catalog's reader reads files, trees and globs", async () => {
    const reader = UrlReaders.default({
      logger: mockServices.logger.mock(),
      config,
    });
    const root = `${lab.config.forgeUrl}/shop/basket/-`;

    const file = await reader.readUrl(`${root}/blob/main/catalog-info.yaml`);
    expect((await file.buffer()).toString()).toBe('kind: B\n');

    const tree = await reader.readTree(`${root}/tree/main/`);
    const paths = (await tree.files()).map(({ path }) => path);
    expect(paths.sort()).toEqual(['catalog-info.yaml', 'new.txt']);

    const found = await reader.search(`${root}/blob/main/*.yaml`);
    expect(found.files.map(({ url }) => url)).toEqual([
      `${root}/blob/main/catalog-info.yaml`,
    ]);
    await expect(
      reader.readUrl(`${root}/blob/main/missing.yaml`),
    ).rejects.toThrow(expect.objectContaining({ name: 'NotFoundError' }));
  });

  it('git itself clones with the token as password, and not without', async () => {
    const target = join(workspacePath, 'clone');
    const url = new URL(`${lab.config.forgeUrl}/shop/basket.git`);
    const env = { ...process.env, GIT_TERMINAL_PROMPT: '0' };
    await expect(
      run('git', ['clone', '--quiet', url.toString(), target], { env }),
    ).rejects.toThrow(/Authentication failed|could not read Username/);
    url.username = 'oauth2';
    url.password = lab.config.token;
    await run('git', ['clone', '--quiet', url.toString(), target], { env });
    const log = await run('git', ['-C', target, 'log', '--format=%s', '-1']);
    expect(log).toMatch(/Merge branch 'delivery' into 'main'/);
  });

  it('answers errors and pages as GitLab does', async () => {
    const refused = await lab.fetchApi('/projects', { token: 'wrong' });
    expect(refused.status).toBe(401);
    expect(await refused.json()).toEqual({ message: '401 Unauthorized' });

    const missing = await lab.fetchApi('/projects/shop%2Fnothing');
    expect(missing.status).toBe(404);
    expect(await missing.json()).toEqual({ message: '404 Project Not Found' });

    const unpaired = await lab.fetchApi(
      '/projects/shop%2Fbasket/deployments?updated_after=2026-01-01T00:00:00Z',
    );
    expect(unpaired.status).toBe(400);

    const page = await lab.fetchApi(
      '/projects/shop%2Fbasket/repository/commits?per_page=1',
    );
    expect(page.headers.get('x-next-page')).toBe('2');
    expect(page.headers.get('link')).toContain('rel="next"');
    expect(page.headers.get('ratelimit-limit')).toBe('2000');
  });
});
