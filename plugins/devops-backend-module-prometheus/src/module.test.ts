import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  devopsSourcesExtensionPoint,
  type SloSource,
} from '@backstage-devops/plugin-devops-node';
import devopsModulePrometheus from '.';

async function start(instances?: JsonObject[]) {
  const sources: SloSource[] = [];
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const backend = await startTestBackend({
    extensionPoints: [
      [
        devopsSourcesExtensionPoint,
        {
          addDeliverySource: () => {},
          addMeasurementSource: () => {},
          addSloSource: (...added) => sources.push(...added),
        },
      ],
    ],
    features: [
      devopsModulePrometheus,
      logger.factory,
      mockServices.rootConfig.factory({
        data: instances ? { devops: { prometheus: { instances } } } : {},
      }),
    ],
  });
  await backend.stop();
  return { sources, logger };
}

const MAIN = { id: 'main', baseUrl: 'http://prometheus:9090/' };

describe('devopsModulePrometheus', () => {
  it('registers nothing without configuration and says so in one line', async () => {
    const { sources, logger } = await start();
    expect(sources).toEqual([]);
    expect(
      logger.info.mock.calls.filter(([message]) =>
        message.includes('devops.prometheus.instances'),
      ),
    ).toHaveLength(1);
  });

  it('registers a source for each instance', async () => {
    const { sources } = await start([
      MAIN,
      { ...MAIN, id: 'eu', title: 'Europe', refreshInterval: '15s' },
    ]);
    expect(sources).toEqual([
      expect.objectContaining({
        id: 'prometheus-main',
        title: 'Prometheus (main)',
        metricSourceTypes: ['prometheus'],
        intervalMs: 60_000,
      }),
      expect.objectContaining({
        id: 'prometheus-eu',
        title: 'Europe',
        intervalMs: 15_000,
      }),
    ]);
  });

  it.each<[string, JsonObject]>([
    ['id', { id: 'Main' }],
    ['type', { type: 'graphite' }],
    ['tenant', { type: 'mimir' }],
    ['baseUrl', { baseUrl: 'prometheus:9090' }],
    ['baseUrl', { baseUrl: 'http://ana:secret-word@prometheus' }],
    ['baseUrl', { baseUrl: 'http://prometheus?token=secret-word' }],
    ['environmentLabels', { environmentLabels: ['a b'] }],
    ['refreshInterval', { refreshInterval: { seconds: 1 } }],
    ['timeout', { timeout: { seconds: 0 } }],
    ['ruleCheckInterval', { ruleCheckInterval: { seconds: 1 } }],
    ['credentials.type', { credentials: { type: 'none' } }],
    [
      'credentials.token',
      { credentials: { type: 'bearer', token: 'secret-word\n' } },
    ],
    [
      'credentials.name',
      { credentials: { type: 'header', name: 'a b', value: 'secret-word' } },
    ],
  ])('refuses a wrong %s', async (key, wrong) => {
    const failure = await start([{ ...MAIN, ...wrong }]).catch(error => error);
    expect(failure.message).toContain(`devops.prometheus.instances[0].${key}`);
    expect(failure.message).not.toContain('secret-word');
  });

  it('refuses an id that is taken', async () => {
    await expect(start([MAIN, MAIN])).rejects.toThrow(
      "devops.prometheus.instances[1].id is 'main'",
    );
  });
});
