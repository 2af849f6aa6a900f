import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { devopsSourcesExtensionPoint } from '@backstage-devops/plugin-devops-node';
import type { DeliverySource } from '@backstage-devops/plugin-devops-node';
import cdeventsModule, { devopsModuleCdevents } from '.';

async function sourcesOf(cdevents?: object) {
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
    features: [
      cdeventsModule,
      mockServices.rootConfig.factory({
        data: cdevents ? { devops: { providers: { cdevents } } } : {},
      } as {}),
    ],
  });
  return sources;
}

const token = 'a-token-of-this-test';

describe('devopsModuleCdevents', () => {
  it('is the default export', () => {
    expect(cdeventsModule).toBe(devopsModuleCdevents);
  });

  it('adds no source without configuration', async () => {
    await expect(sourcesOf()).resolves.toEqual([]);
  });

  it('adds one source for each door', async () => {
    const sources = await sourcesOf({
      ci: { tokens: [{ name: 'ci', token }] },
      incidents: { tokens: [{ name: 'pager', token, scopes: ['cart'] }] },
    });
    expect(
      sources.map(({ id, provider, title }) => ({ id, provider, title })),
    ).toEqual([
      { id: 'ci', provider: 'cdevents', title: 'CDEvents (ci)' },
      { id: 'incidents', provider: 'cdevents', title: 'CDEvents (incidents)' },
    ]);
  });

  it.each([
    [
      { 'My CI': { tokens: [{ name: 'ci', token }] } },
      /cdevents\.My CI: an id/,
    ],
    [{ ci: { tokens: [] } }, /cdevents\.ci\.tokens is empty/],
    [{ ci: {} }, /cdevents\.ci\.tokens is empty/],
  ])('does not start with %j', async (cdevents, message) => {
    await expect(sourcesOf(cdevents)).rejects.toThrow(message);
  });
});
