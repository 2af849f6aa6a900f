import { startTestBackend, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import gitlabModule from '@backstage/plugin-scaffolder-backend-module-gitlab';
import devopsModule from '@backstage-devops/plugin-scaffolder-backend-module-devops';
import { readFile } from 'fs/promises';
import { join } from 'path';
import request from 'supertest';
import { parse } from 'yaml';
import { eventually, TestLab } from './testing/startTestLab';

const TEMPLATE = join(
  __dirname,
  '../../../templates/add-delivery/template.yaml',
);

const files = {
  'catalog-info.yaml': `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ledger
spec:
  type: service
  lifecycle: production
  owner: group:default/accounting
`,
  'package.json': '{"name":"ledger","scripts":{"lint":"true","test":"true"}}\n',
  'src/index.js': 'export {};\n',
};

describe('the template add-delivery', () => {
  let lab: TestLab;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  beforeAll(async () => {
    lab = await TestLab.start();
    await lab.createProject('ledger', files);
    const { forgeUrl, token } = lab.config;
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        gitlabModule,
        devopsModule,
        catalogServiceMock.factory({
          entities: [parse(await readFile(TEMPLATE, 'utf8'))],
        }),
        mockServices.rootConfig.factory({
          data: {
            integrations: {
              gitlab: [
                {
                  host: new URL(forgeUrl).host,
                  baseUrl: forgeUrl,
                  apiBaseUrl: `${forgeUrl}/api/v4`,
                  token,
                },
              ],
            },
          },
        }),
      ],
    });
  }, 120_000);

  afterAll(async () => {
    await backend?.stop();
    await lab.stop();
  });

  it('opens a merge request with a pipeline that the forge can run', async () => {
    const { host } = new URL(lab.config.forgeUrl);
    const started = await request(backend.server)
      .post('/api/scaffolder/v2/tasks')
      .send({
        templateRef: 'template:default/add-delivery',
        values: {
          host,
          protocol: 'http',
          group: 'shop',
          repository: 'ledger',
          branch: 'main',
          name: 'ledger',
          lintScript: 'lint',
          testScript: 'test',
          nodeVersion: '24',
          coverageThreshold: 60,
          environments: ['staging', 'production'],
          availabilityPercent: 99.5,
          environmentUrl: `${lab.config.environmentsUrl}/\${environment}/\${service}/`,
        },
      });
    expect(started.status).toBe(201);
    const task = await eventually(async () => {
      const { body } = await request(backend.server).get(
        `/api/scaffolder/v2/tasks/${started.body.id}`,
      );
      return ['completed', 'failed'].includes(body.status) ? body : undefined;
    }, 60_000);
    expect(task.status).toBe('completed');

    const project = '/projects/shop%2Fledger';
    const [mergeRequest] = await lab.api<
      { iid: number; source_branch: string; description: string }[]
    >(`${project}/merge_requests?state=opened`);
    expect(mergeRequest).toMatchObject({
      title: 'feat: add delivery',
      source_branch: 'add-delivery',
      target_branch: 'main',
    });
    const compared = await lab.api<{
      diffs: { new_path: string; new_file: boolean; deleted_file: boolean }[];
    }>(`${project}/repository/compare?from=main&to=add-delivery`);
    const added = compared.diffs.filter(file => file.new_file);
    expect(added.map(file => file.new_path)).toEqual(
      expect.arrayContaining(['.gitlab-ci.yml', 'slo/availability.yaml']),
    );
    expect(compared.diffs.filter(file => file.deleted_file)).toEqual([]);

    await lab.api(`${project}/merge_requests/${mergeRequest.iid}/merge`, {
      method: 'PUT',
    });
    // The forge plans what it was given; a file that is not valid has errors.
    const pipeline = await eventually(async () => {
      const [row] = await lab.api<{ id: number }[]>(
        `${project}/pipelines?ref=main`,
      );
      return row;
    });
    await expect(
      lab.api(`${project}/pipelines/${pipeline.id}`),
    ).resolves.toMatchObject({ yaml_errors: null });
    await lab.api(`${project}/pipelines/${pipeline.id}/cancel`, {
      method: 'POST',
    });
  }, 120_000);
});
