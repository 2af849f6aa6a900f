import { readFile, stat } from 'node:fs/promises';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { frozen } from '../../__testUtils__/frozen';
import { createPipelineCreateAction } from './action';

jest.setTimeout(30_000);

describe('devops:pipeline:create', () => {
  const workspace = createMockDirectory();
  const action = createPipelineCreateAction();
  const output = jest.fn();
  const input = {
    service: 'orders',
    environments: [
      'staging',
      { name: 'production', url: 'https://o.example/' },
    ],
    environmentUrl: 'https://${environment}.example.com/',
  };
  const run = (
    changes: Partial<Parameters<typeof action.handler>[0]['input']> = {},
    isDryRun = false,
  ) =>
    action.handler({
      ...createMockActionContext({
        input: frozen({ ...input, ...changes }),
        workspacePath: workspace.path,
      }),
      isDryRun,
      output,
    });

  beforeEach(() => {
    workspace.clear();
    output.mockClear();
  });

  it('writes the pipeline and reports its gates', async () => {
    await run();
    expect(workspace.content()).toMatchObject({
      '.gitlab-ci.yml': expect.stringContaining('deploy-production:'),
      deploy: { 'deploy.sh': expect.stringContaining('orders') },
    });
    const { mode } = await stat(workspace.resolve('deploy/deploy.sh'));
    // eslint-disable-next-line no-bitwise
    expect(mode & 0o111).toBe(0o111);
    expect(output).toHaveBeenCalledWith(
      'files',
      expect.arrayContaining(['.gitlab-ci.yml']),
    );
    const [, report] = output.mock.calls.find(([n]) => n === 'gateReport');
    expect(report.rules).toHaveLength(17);
    expect(
      report.rules.every(
        (rule: { status: string }) => rule.status === 'passed',
      ),
    ).toBe(true);
    expect(output).toHaveBeenCalledWith(
      'summary',
      expect.stringContaining('17 of 17 pipeline rules are kept'),
    );
  });

  it('writes the pipeline of what is detected for another system', async () => {
    workspace.setContent({
      'go.mod': 'module a.example/a\n\ngo 1.22\n',
      'a_test.go': 'package a\n',
    });
    await run({
      provider: 'github',
      deploy: 'sh deploy.sh',
      skipGates: ['sast'],
      coverageThreshold: 80,
    });
    expect(workspace.content()).toMatchObject({
      '.github': {
        workflows: { 'delivery.yml': expect.stringContaining('go test') },
      },
      '.devops': {
        'lock.json': expect.stringContaining('"provider": "github"'),
      },
    });
    const [, report] = output.mock.calls.find(([n]) => n === 'gateReport');
    expect(report.gates).toContainEqual({ id: 'deploy', status: 'included' });
    expect(
      report.rules.filter(
        (rule: { status: string }) => rule.status === 'failed',
      ),
    ).toEqual([]);
    await expect(run({ provider: 'github', scripts: {} })).rejects.toThrow(
      'scripts means nothing with from: detection',
    );
  });

  it('leaves a pipeline alone that somebody wrote for that system', async () => {
    workspace.setContent({ Jenkinsfile: 'pipeline {}\n' });
    await expect(
      run({ provider: 'jenkins', environments: [] }),
    ).rejects.toThrow(/Jenkinsfile exists: use devops:pipeline:update/);
    expect(await readFile(workspace.resolve('Jenkinsfile'), 'utf8')).toBe(
      'pipeline {}\n',
    );
  });

  it('does the same in a dry run, because it only writes the workspace', async () => {
    await run({}, true);
    const dry = workspace.content();
    workspace.clear();
    await run();
    expect(workspace.content()).toEqual(dry);
    expect(action.supportsDryRun).toBe(true);
  });

  it('extends what a repository in a folder has', async () => {
    workspace.setContent({
      repo: { '.gitlab-ci.yml': '# ours\nlint-code:\n  script: [make]\n' },
    });
    await run({ targetPath: 'repo' });
    expect(workspace.content()).toMatchObject({
      repo: { '.gitlab-ci.yml': expect.stringMatching(/^# ours\n/) },
    });
    expect(output).toHaveBeenCalledWith('kept', ['lint-code']);
  });

  it('names the input that is wrong', async () => {
    await expect(run({ service: 'My Service' })).rejects.toThrow(/service: /);
    expect(workspace.content()).toEqual({});
  });

  it('stays in the workspace', async () => {
    await expect(run({ targetPath: '../outside' })).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });

  it('does not follow a link of a fetched repository out of it', async () => {
    const outside = createMockDirectory({
      content: { 'secret.yml': 'password: hunter2\n' },
    });
    workspace.setContent({
      '.gitlab-ci.yml': ({ symlink }) => symlink(outside.resolve('secret.yml')),
    });
    await expect(run()).rejects.toThrow(/\.gitlab-ci\.yml/);
    expect(outside.content()).toEqual({ 'secret.yml': 'password: hunter2\n' });
  });
});
