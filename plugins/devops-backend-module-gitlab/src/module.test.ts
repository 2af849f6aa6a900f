import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { devopsSourcesExtensionPoint } from '@backstage-devops/plugin-devops-node';
import type { DeliverySource } from '@backstage-devops/plugin-devops-node';
import gitlabModule, { devopsModuleGitlab } from '.';

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
    features: [gitlabModule, mockServices.rootConfig.factory(data)],
  });
  return sources;
}

describe('devopsModuleGitlab', () => {
  it('is the default export', () => {
    expect(gitlabModule).toBe(devopsModuleGitlab);
  });

  it('adds no source without configuration', async () => {
    await expect(sourcesOf({ data: {} })).resolves.toEqual([]);
  });

  it('adds one source for each instance, with the ports that it can serve', async () => {
    const sources = await sourcesOf({
      data: {
        integrations: {
          gitlab: [
            {
              host: 'localhost:7080',
              baseUrl: 'http://localhost:7080',
              apiBaseUrl: 'http://localhost:7080/api/v4',
              token: 'token',
            },
          ],
        },
        devops: {
          providers: {
            gitlab: {
              com: { sweepInterval: { minutes: 1 } },
              lab: { host: 'localhost:7080', webhook: { secret: 'secret' } },
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
        logs: Boolean(source.logs),
        control: Boolean(source.control),
      })),
    ).toEqual([
      {
        id: 'com',
        title: 'GitLab (gitlab.com)',
        sweepIntervalMs: 60_000,
        webhooks: false,
        logs: true,
        control: true,
      },
      {
        id: 'lab',
        title: 'GitLab (localhost:7080)',
        sweepIntervalMs: 300_000,
        webhooks: true,
        logs: true,
        control: true,
      },
    ]);
  });

  it('does not start with a configuration that cannot work', async () => {
    await expect(
      sourcesOf({
        data: {
          devops: { providers: { gitlab: { x: { host: 'x.example' } } } },
        },
      }),
    ).rejects.toThrow(/devops\.providers\.gitlab\.x\.host/);
  });
});
