import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startDeploymentReceiver } from '../__testUtils__/deploymentReceiver';
import { dryRunTemplate } from '../__testUtils__/dryRunTemplate';
import { nodeServiceValues } from '../__testUtils__/nodeServiceValues';
import {
  canRunPipelines,
  createRepository,
  runPipeline,
} from '../__testUtils__/pipelineRunner';

const describeIfRunnable = canRunPipelines() ? describe : describe.skip;

describeIfRunnable('pipeline of a new service', () => {
  let folder: string;
  let receiver: Awaited<ReturnType<typeof startDeploymentReceiver>>;
  const variables = () => ({
    DEPLOY_URL: receiver.url,
    DEPLOY_TOKEN: 'test-token',
    DEVOPS_PORTAL_URL: receiver.url,
    DEVOPS_PORTAL_TOKEN: 'portal-token',
  });
  const checks = ['lint-code', 'unit-tests', 'secret-scan'];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'node-service-'));
    receiver = await startDeploymentReceiver();
    const { files } = await dryRunTemplate({
      name: 'node-service',
      values: nodeServiceValues,
    });
    for (const [path, { content, executable }] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content, {
        mode: executable ? 0o755 : 0o644,
      });
    }
    createRepository(folder);
  }, 120_000);

  afterAll(async () => {
    await receiver?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it('is valid for gitlab-ci-local', async () => {
    const preview = await runPipeline(folder, { args: ['--preview'] });
    expect(preview.exitCode).toBe(0);

    const list = await runPipeline(folder, { args: ['--list-json'] });
    const jobs: Array<{ name: string; when: string }> = JSON.parse(
      list.output.slice(list.output.indexOf('[')).replace(/\][^\]]*$/, ']'),
    );
    expect(jobs.find(job => job.name === 'deploy-production')?.when).toBe(
      'manual',
    );
  }, 240_000);

  it('runs green to staging and stops before production', async () => {
    const run = await runPipeline(folder, { variables: variables() });

    expect(run).toMatchObject({
      exitCode: 0,
      jobs: {
        'install-dependencies': 'PASS',
        'install-tools': 'PASS',
        'lint-code': 'PASS',
        'unit-tests': 'PASS',
        'secret-scan': 'PASS',
        // A registry without an audit service is a warning, never a pass.
        'dependency-audit': expect.stringMatching(/PASS|WARN/),
        'create-sbom': 'PASS',
        'build-package': 'PASS',
        'deploy-development': 'PASS',
        'deploy-staging': 'PASS',
      },
    });
    expect(receiver.received.map(({ path }) => path)).toEqual([
      '/api/environments/development/services/orders',
      '/api/environments/staging/services/orders',
    ]);
    const [deployment] = receiver.received;
    expect(deployment).toMatchObject({
      method: 'PUT',
      authorization: 'Bearer test-token',
      version: expect.stringMatching(/^1\.0\.0-[0-9a-f]{8}$/),
    });
    expect(run.output).not.toContain('test-token');
    const names = execFileSync('tar', ['-tz'], { input: deployment.body });
    expect(names.toString()).toContain('./src/server.js');
    expect(names.toString()).not.toContain('.test.js');
  }, 240_000);

  it('reaches production by the manual job only', async () => {
    const before = receiver.received.length;
    const run = await runPipeline(folder, {
      args: ['deploy-production', '--manual', 'deploy-production'],
      variables: variables(),
    });
    expect(run.jobs['deploy-production']).toBe('PASS');
    // The portal is asked first.
    expect(
      receiver.received
        .slice(before)
        .map(({ path, authorization }) => [path, authorization]),
    ).toEqual([
      ['/api/devops/gate', 'Bearer portal-token'],
      ['/api/environments/production/services/orders', 'Bearer test-token'],
    ]);
    expect(run.output).toContain('allow: component:default/orders');
    expect(run.output).not.toContain('portal-token');
  }, 240_000);

  // Two problems at a time, each pair of other jobs: a pipeline takes a while.
  it.each([
    {
      problems: 'a broken test and a planted secret',
      files: {
        'src/broken.test.js':
          "import assert from 'node:assert/strict';\nimport { test } from 'node:test';\n\ntest('adds', () => assert.equal(1 + 1, 3));\n",
        // Assembled here, so that this file holds no secret itself.
        'deploy/settings.txt': `token = ${['ghp', '16C7e42F292c6912E7710c838347Ae178B4a'].join('_')}\n`,
      },
      red: ['unit-tests', 'secret-scan'],
    },
    {
      problems: 'code without tests and a problem of style',
      files: {
        'src/untested.js': Array.from(
          { length: 100 },
          (_, i) => `export function f${i}() {\n  return ${i};\n}\n`,
        ).join(''),
        'src/unused.test.js': 'const unused = 1;\n',
      },
      red: ['unit-tests', 'lint-code'],
    },
  ])(
    '$problems turn exactly those jobs red',
    async ({ files, red }) => {
      for (const [path, text] of Object.entries(files)) {
        await writeFile(join(folder, path), text);
      }
      try {
        const run = await runPipeline(folder, { args: checks });
        expect(run.exitCode).not.toBe(0);
        expect(run.jobs).toEqual(
          Object.fromEntries(
            checks.map(job => [job, red.includes(job) ? 'FAIL' : 'PASS']),
          ),
        );
      } finally {
        for (const path of Object.keys(files)) {
          await rm(join(folder, path));
        }
      }
    },
    120_000,
  );
});
