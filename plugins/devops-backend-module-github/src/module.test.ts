import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { devopsSourcesExtensionPoint } from '@backstage-devops/plugin-devops-node';
import type { DeliverySource } from '@backstage-devops/plugin-devops-node';
import githubModule, { devopsModuleGithub } from '.';

async function sourcesOf(data: Parameters<typeof mockServices.rootConfig>[0]) {
  const sources: DeliverySource[] = [];
  await startTestBackend({
    extensionPoints: [
      [
        devopsSourcesExtensionPoint,
        {
          addDeliverySource: (...added: DeliverySource[]) => {
            sources.push(...added);
          },
          addMeasurementSource: () => {},
          addSloSource: () => {},
        },
      ],
    ],
    features: [githubModule, mockServices.rootConfig.factory(data)],
  });
  return sources;
}

describe('devopsModuleGithub', () => {
  it('is the default export', () => {
    expect(githubModule).toBe(devopsModuleGithub);
  });

  it('adds no source without configuration', async () => {
    await expect(sourcesOf({ data: {} })).resolves.toEqual([]);
  });

  it('adds one source for each host, with the ports that it can serve', async () => {
    const sources = await sourcesOf({
      data: {
        integrations: {
          github: [
            {
              host: 'ghe.example.com',
              apiBaseUrl: 'https://ghe.example.com/api/v3',
              token: 'token',
            },
          ],
        },
        devops: {
          providers: {
            github: {
              com: { sweepInterval: { minutes: 1 } },
              own: { host: 'ghe.example.com', webhook: { secret: 'secret' } },
            },
          },
        },
      },
    });
    expect(
      sources.map(source => ({
        id: source.id,
        title: source.title,
        sweepIntervalMs: source.pipelines?.sweepIntervalMs,
        webhooks: Boolean(source.webhooks),
        changes: Boolean(source.changes),
        logs: Boolean(source.logs),
        control: Boolean(source.control),
      })),
    ).toEqual([
      {
        id: 'com',
        title: 'GitHub (github.com)',
        sweepIntervalMs: 60_000,
        webhooks: false,
        changes: true,
        logs: true,
        control: true,
      },
      {
        id: 'own',
        title: 'GitHub (ghe.example.com)',
        sweepIntervalMs: 600_000,
        webhooks: true,
        changes: true,
        logs: true,
        control: true,
      },
    ]);
  });

  it('does not start with a configuration that cannot work', async () => {
    await expect(
      sourcesOf({
        data: {
          devops: { providers: { github: { x: { host: 'x.example' } } } },
        },
      }),
    ).rejects.toThrow(/devops\.providers\.github\.x\.host/);
  });
});
