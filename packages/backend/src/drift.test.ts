import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import devopsPlugin from '@backstage-devops/plugin-devops-backend';
import driftModule from '@backstage-devops/plugin-devops-backend-module-drift';
import request from 'supertest';

jest.setTimeout(60_000);

const REPOSITORY = 'https://gitlab.com/shop/cart/-/blob/main';
const PIPELINE = '# What the first version wrote.\ntest:\n  script: go test\n';

/** A lock file as the command line writes them, of a version long gone. */
const lock = JSON.stringify({
  lockVersion: 1,
  generator: { name: 'delivery', version: '0.0.1' },
  inputs: { provider: 'gitlab', options: {} },
  stack: [
    {
      path: '.',
      language: 'go',
      version: '1.22',
      packageManager: 'go',
      commands: {
        install: 'go mod download',
        build: 'go build ./...',
        test: 'go test ./...',
        lint: null,
        coverage: null,
      },
      container: null,
      deploy: [],
    },
  ],
  gates: ['unit-tests'],
  files: [
    {
      path: '.gitlab-ci.yml',
      mode: 'merged',
      sha256: createHash('sha256').update(PIPELINE).digest('hex'),
      base: gzipSync(PIPELINE).toString('base64'),
    },
  ],
});

describe('the pipelines of a portal', () => {
  it('are compared with what the generators write, by plugin and module together', async () => {
    const files = new Map([
      [`${REPOSITORY}/.devops/lock.json`, lock],
      [
        `${REPOSITORY}/.gitlab-ci.yml`,
        `${PIPELINE}# and what the team added\n`,
      ],
    ]);
    const scheduler = mockServices.scheduler();
    const backend = await startTestBackend({
      features: [
        devopsPlugin,
        driftModule,
        mockServices.urlReader.mock({
          readUrl: async url => ({
            buffer: async () => Buffer.from(files.get(url) ?? ''),
          }),
        }).factory,
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        mockServices.rootConfig.factory({
          data: { devops: { drift: { policy: { coverage: 80 } } } },
        }),
        catalogServiceMock.factory({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Component',
              metadata: {
                name: 'cart',
                uid: 'uid-cart',
                annotations: {
                  'backstage.io/managed-by-location': `url:${REPOSITORY}/catalog-info.yaml`,
                },
              },
              spec: { type: 'service', owner: 'shop', lifecycle: 'production' },
            },
          ],
        }),
      ],
    });
    await scheduler.triggerTask('devops-follow-catalog');
    await scheduler.triggerTask('devops-check-pipelines');

    const { body } = await request(backend.server)
      .get('/api/devops/entities/component/default/cart/drift')
      .expect(200);
    expect(body.pipeline).toMatchObject({
      state: 'behind',
      generator: { name: 'delivery', version: '0.0.1' },
      gates: ['unit-tests'],
      unchecked: [{ kind: 'stack' }],
    });
    expect(body.pipeline.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'template',
          path: '.gitlab-ci.yml',
          command: 'devops update',
        }),
        expect.objectContaining({
          kind: 'local',
          path: '.gitlab-ci.yml',
          expected: true,
        }),
        expect.objectContaining({
          kind: 'policy',
          message: expect.stringContaining('secret-scan'),
        }),
        expect.objectContaining({
          kind: 'policy',
          to: '80 %',
          command: 'devops update --set coverage=80',
        }),
      ]),
    );
    await backend.stop();
  });
});
