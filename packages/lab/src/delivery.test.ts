import { createHmac } from 'crypto';
import { readFile } from 'fs/promises';
import { join } from 'path';
import { HookReceiver } from './testing/HookReceiver';
import { eventually, TestLab } from './testing/startTestLab';

interface Row {
  id: number;
  name: string;
  status: string;
}

const service = `
const http = require('http');
if (process.env.VERSION === 'broken') process.exit(3);
http.createServer((request, response) => {
  response.end(request.url + ' ' + process.env.VERSION);
}).listen(process.env.PORT, process.env.HOST);
`;

const pipeline = `
stages: [test, deploy]
unit:
  stage: test
  coverage: '/covered: ([\\d.]+)/'
  script:
    - 'echo "covered: 87.5"'
    - echo "deploy token $DEPLOY_TOKEN, masked $SECRET_WORD, id $CI_PIPELINE_ID"
    - test ! -e broken
optional:
  stage: test
  allow_failure: true
  script: [exit 1]
deploy-staging:
  stage: deploy
  environment:
    name: staging
    url: $DEPLOY_URL/staging/$CI_PROJECT_NAME/
    deployment_tier: staging
  script:
    - tar -czf app.tgz src
    - 'curl --fail-with-body -sS --upload-file app.tgz -H "Authorization: Bearer $DEPLOY_TOKEN" "$DEPLOY_URL/api/environments/staging/services/$CI_PROJECT_NAME?version=1.0.$CI_PIPELINE_IID&revision=$CI_COMMIT_SHA"'
deploy-production:
  stage: deploy
  when: manual
  needs: [deploy-staging]
  environment:
    name: production
  script: [sleep 60]
`;

describe('a pipeline from push to environment', () => {
  let lab: TestLab;
  let receiver: HookReceiver;
  let project: { id: number; sha: string };

  const settled = (sha: string) =>
    eventually(async () => {
      const [row] = await lab.api<Row[]>(
        `/projects/${project.id}/pipelines?sha=${sha}`,
      );
      return row && ['success', 'failed', 'canceled'].includes(row.status)
        ? row
        : undefined;
    });
  const jobs = async (pipelineId: number, query = '') =>
    lab.api<Row[]>(
      `/projects/${project.id}/pipelines/${pipelineId}/jobs${query}`,
    );
  const statuses = async (pipelineId: number) =>
    Object.fromEntries(
      (await jobs(pipelineId)).map(({ name, status }) => [name, status]),
    );
  const trace = async (jobId: number) =>
    (await lab.fetchApi(`/projects/${project.id}/jobs/${jobId}/trace`)).text();

  beforeAll(async () => {
    receiver = await HookReceiver.start();
    lab = await TestLab.start({
      webhookUrl: receiver.url,
      webhookSecret: 'signing-secret',
    });
    project = await lab.createProject('tea', { 'README.md': 'Tea\n' });
    await lab.api(`/projects/${project.id}/variables`, {
      method: 'POST',
      body: { key: 'SECRET_WORD', value: 'oolong-$HOME-42', masked: true },
    });
  });

  afterAll(async () => {
    await lab.stop();
    await receiver.stop();
  });

  it('runs jobs, measures coverage, masks secrets and deploys', async () => {
    const commit = await lab.commit(
      project.id,
      { '.gitlab-ci.yml': pipeline, 'src/server.js': service },
      'create',
    );
    const row = await settled(commit.id);

    expect(row.status).toBe('success');
    expect(await statuses(row.id)).toEqual({
      unit: 'success',
      optional: 'failed',
      'deploy-staging': 'success',
      'deploy-production': 'manual',
    });
    const details = await lab.api<{ coverage: string }>(
      `/projects/${project.id}/pipelines/${row.id}`,
    );
    expect(details.coverage).toBe('87.50');
    const unit = (await jobs(row.id)).find(({ name }) => name === 'unit');
    const text = await trace(unit?.id ?? 0);
    expect(text).toContain(
      `deploy token [MASKED], masked [MASKED], id ${row.id}`,
    );

    const served = await fetch(
      `${lab.config.environmentsUrl}/staging/tea/hello?x=1`,
    );
    expect(await served.text()).toBe('/hello?x=1 1.0.1');
    const deployments = await lab.api<object[]>(
      `/projects/${project.id}/deployments?environment=staging`,
    );
    expect(deployments).toEqual([
      expect.objectContaining({
        status: 'success',
        sha: commit.id,
        environment: expect.objectContaining({
          name: 'staging',
          tier: 'staging',
          external_url: `${lab.config.environmentsUrl}/staging/tea/`,
        }),
      }),
    ]);
  });

  it('signs webhooks, in the order in which things happened', async () => {
    const all = await eventually(async () => {
      const last = receiver.received.at(-1);
      return last?.headers['x-gitlab-event'] === 'Pipeline Hook' &&
        JSON.parse(last.body).object_attributes.status === 'success'
        ? receiver.received
        : undefined;
    });
    for (const { headers, body } of all) {
      const id = headers['webhook-id'];
      const expected = createHmac('sha256', 'signing-secret')
        .update(`${id}.${headers['webhook-timestamp']}.${body}`)
        .digest('base64');
      expect(headers['webhook-signature']).toBe(`v1,${expected}`);
      expect(headers['idempotency-key']).toBe(id);
      expect(headers['x-gitlab-token']).toBe('signing-secret');
    }
    const bodies = all.map(({ body }) => JSON.parse(body));
    const ofUnit = bodies.filter(body => body.build_name === 'unit');
    expect(ofUnit.map(body => body.build_status)).toEqual([
      'created',
      'pending',
      'running',
      'success',
    ]);
    // The commit of a job hook carries the id of the pipeline, as in GitLab.
    expect(ofUnit[0].commit.id).toBe(ofUnit[0].pipeline_id);
    const deployed = bodies.filter(body => body.object_kind === 'deployment');
    expect(deployed.map(body => body.status)).toEqual(['running', 'success']);
    const kept = await readFile(
      join(lab.config.home, 'deliveries.ndjson'),
      'utf8',
    );
    expect(kept.trim().split('\n')).toHaveLength(all.length);
    expect(kept).not.toContain('signing-secret');
  });

  it('plays a manual job, cancels it and takes its processes along', async () => {
    const [row] = await lab.api<Row[]>(`/projects/${project.id}/pipelines`);
    const manual = (await jobs(row.id)).find(
      ({ name }) => name === 'deploy-production',
    );
    const path = `/projects/${project.id}/jobs/${manual?.id}`;
    await lab.api(`${path}/play`, { method: 'POST' });
    await eventually(async () =>
      (await trace(manual?.id ?? 0)).includes('sleep 60') ? true : undefined,
    );
    expect((await lab.api<Row>(path)).status).toBe('running');

    await lab.api(`${path}/cancel`, { method: 'POST' });

    expect((await lab.api<Row>(path)).status).toBe('canceled');
    const deployments = await lab.api<Row[]>(
      `/projects/${project.id}/deployments?environment=production`,
    );
    expect(deployments.map(({ status }) => status)).toEqual(['canceled']);
    const again = await lab.fetchApi(`${path}/play`, { method: 'POST' });
    expect(again.status).toBe(403);
  });

  it('ends in failure when a test fails, and recovers by a retry', async () => {
    const commit = await lab.commit(project.id, { broken: '' }, 'create');
    const row = await settled(commit.id);
    expect(row.status).toBe('failed');
    expect(await statuses(row.id)).toMatchObject({
      unit: 'failed',
      'deploy-staging': 'skipped',
      'deploy-production': 'skipped',
    });

    await lab.api(`/projects/${project.id}/pipelines/${row.id}/retry`, {
      method: 'POST',
    });
    const again = await settled(commit.id);
    expect(again.status).toBe('failed');
    const all = await jobs(row.id, '?include_retried=true');
    expect(all.filter(({ name }) => name === 'unit')).toHaveLength(2);
  });

  it('fails a pipeline whose file is not valid, with the reason', async () => {
    const commit = await lab.commit(
      project.id,
      { '.gitlab-ci.yml': 'unit:\n  scrpt: [true]\n' },
      'update',
    );
    const row = await settled(commit.id);
    expect(
      await lab.api(`/projects/${project.id}/pipelines/${row.id}`),
    ).toMatchObject({
      status: 'failed',
      yaml_errors: expect.stringContaining('script'),
    });
  });

  it('makes no pipeline that the workflow rules forbid', async () => {
    const rules = `workflow:
  rules:
    - if: $CI_COMMIT_BRANCH == "release"
unit:
  script: ['true']
`;
    const skipped = await lab.commit(
      project.id,
      { '.gitlab-ci.yml': rules },
      'update',
    );
    await lab.api(
      `/projects/${project.id}/repository/branches?branch=release&ref=main`,
      { method: 'POST' },
    );
    await settled(skipped.id);
    const rows = await lab.api<{ ref: string }[]>(
      `/projects/${project.id}/pipelines?sha=${skipped.id}`,
    );
    expect(rows.map(({ ref }) => ref)).toEqual(['release']);
  });
});
