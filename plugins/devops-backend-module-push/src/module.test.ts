import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { devopsSourcesExtensionPoint } from '@backstage-devops/plugin-devops-node';
import type { DeliverySource } from '@backstage-devops/plugin-devops-node';
import pushModule, { devopsModulePush } from '.';

async function sourcesOf(push?: object) {
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
      pushModule,
      mockServices.rootConfig.factory({
        data: push ? { devops: { providers: { push } } } : {},
      } as {}),
    ],
  });
  return sources;
}

const token = 'a-token-of-this-test';

describe('devopsModulePush', () => {
  it('is the default export', () => {
    expect(pushModule).toBe(devopsModulePush);
  });

  it('adds no source without configuration', async () => {
    await expect(sourcesOf()).resolves.toEqual([]);
  });

  it('adds one source for each door', async () => {
    const sources = await sourcesOf({
      ci: { tokens: [{ name: 'ci', token }] },
      incidents: { tokens: [{ name: 'pager', token, entities: ['cart'] }] },
    });
    expect(
      sources.map(({ id, provider, title }) => ({ id, provider, title })),
    ).toEqual([
      { id: 'ci', provider: 'push', title: 'Push API (ci)' },
      { id: 'incidents', provider: 'push', title: 'Push API (incidents)' },
    ]);
  });

  it.each([
    [{ 'My CI': { tokens: [{ name: 'ci', token }] } }, /push\.My CI: an id/],
    [{ ci: { tokens: [] } }, /push\.ci\.tokens is empty/],
    [{ ci: {} }, /push\.ci\.tokens is empty/],
  ])('does not start with %j', async (push, message) => {
    await expect(sourcesOf(push)).rejects.toThrow(message);
  });
});
