import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  devopsSourcesExtensionPoint,
  type MeasurementSource,
} from '@backstage-devops/plugin-devops-node';
import devopsModuleProbe from '.';

async function start(probe?: JsonObject) {
  const sources: MeasurementSource[] = [];
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const backend = await startTestBackend({
    extensionPoints: [
      [
        devopsSourcesExtensionPoint,
        {
          addDeliverySource: () => {},
          addMeasurementSource: (...added) => sources.push(...added),
          addSloSource: () => {},
        },
      ],
    ],
    features: [
      devopsModuleProbe,
      logger.factory,
      mockServices.rootConfig.factory({
        data: probe ? { devops: { providers: { probe } } } : {},
      }),
    ],
  });
  await backend.stop();
  return { sources, logger };
}

describe('devopsModuleProbe', () => {
  it('registers nothing without configuration and says so in one line', async () => {
    const { sources, logger } = await start();

    expect(sources).toEqual([]);
    expect(
      logger.info.mock.calls.filter(([message]) =>
        message.includes('devops.providers.probe'),
      ),
    ).toHaveLength(1);
  });

  it('registers a source with the defaults', async () => {
    const { sources } = await start({ allowedHosts: ['localhost:7081'] });

    expect(sources).toEqual([
      expect.objectContaining({
        id: 'probe',
        provider: 'probe',
        intervalMs: 15_000,
        retentionMs: 172_800_000,
      }),
    ]);
  });

  it('reads every key', async () => {
    const { sources } = await start({
      allowedHosts: ['localhost:7081'],
      interval: { seconds: 30 },
      timeout: '2s',
      retention: 'P1D',
      expectedStatus: [200, 204],
      concurrency: 2,
    });

    expect(sources).toEqual([
      expect.objectContaining({ intervalMs: 30_000, retentionMs: 86_400_000 }),
    ]);
  });

  it.each<[string, JsonObject]>([
    ['allowedHosts', {}],
    ['allowedHosts', { allowedHosts: [] }],
    ['allowedHosts', { allowedHosts: ['*'] }],
    ['allowedHosts', { allowedHosts: ['http://localhost:7081'] }],
    ['interval', { allowedHosts: ['a'], interval: { milliseconds: 10 } }],
    ['timeout', { allowedHosts: ['a'], timeout: { minutes: 1 } }],
    ['expectedStatus', { allowedHosts: ['a'], expectedStatus: ['ok'] }],
    ['concurrency', { allowedHosts: ['a'], concurrency: 0 }],
    ['retention', { allowedHosts: ['a'], retention: { seconds: 1 } }],
  ])('refuses a wrong %s', async (key, probe) => {
    await expect(start(probe)).rejects.toThrow(`devops.providers.probe.${key}`);
  });
});
