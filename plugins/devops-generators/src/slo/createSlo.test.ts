import { parseOpenSlo } from '@backstage-devops/plugin-devops-slo';
import fc from 'fast-check';
import { parse } from 'yaml';
import { createFileTree } from '../files';
import { createSlo } from './createSlo';

describe('createSlo', () => {
  it('writes objectives that are measured by probes', async () => {
    const { files } = await createSlo({
      service: 'orders',
      availabilityPercent: 99.9,
      latency: { thresholdMs: 300, percent: 95 },
    });
    expect(files.map(file => file.path)).toEqual([
      'slo/availability.yaml',
      'slo/latency.yaml',
    ]);
    expect(parse(files[0].content)).toEqual({
      apiVersion: 'openslo/v1',
      kind: 'SLO',
      metadata: {
        name: 'orders-availability',
        displayName: 'orders: availability',
      },
      spec: {
        service: 'orders',
        indicator: {
          metadata: { name: 'orders-availability' },
          spec: {
            ratioMetric: {
              counter: true,
              good: {
                metricSource: {
                  type: 'Probe',
                  spec: { environment: 'production', outcome: 'success' },
                },
              },
              total: {
                metricSource: {
                  type: 'Probe',
                  spec: { environment: 'production' },
                },
              },
            },
          },
        },
        timeWindow: [{ duration: '30d', isRolling: true }],
        budgetingMethod: 'Occurrences',
        objectives: [{ target: 0.999 }],
      },
    });
    expect(
      parse(files[1].content).spec.indicator.spec.ratioMetric.good.metricSource
        .spec,
    ).toEqual({
      environment: 'production',
      outcome: 'success',
      latencyBelow: '300ms',
    });
  });

  it('is read by the engine that evaluates it', async () => {
    const { files } = await createSlo({
      service: 'orders',
      availabilityPercent: 99.5,
      latency: { thresholdMs: 250, percent: 95 },
      windowDays: 7,
    });
    for (const file of files) {
      expect(parseOpenSlo(file.content, { file: file.path })).toMatchObject({
        problems: [],
      });
    }
  });

  it('keeps files that exist', async () => {
    const tree = createFileTree([
      { path: 'slo/availability.yaml', content: '# ours' },
    ]);
    expect(
      await createSlo({ service: 'orders', availabilityPercent: 99 }, tree),
    ).toEqual({ files: [], kept: ['slo/availability.yaml'] });
  });

  it('gives back any display name as it was', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }),
          fc.constantFrom('a: b', '"\n', '${{ x }}', '---\n', '&a *b', '# c'),
        ),
        async displayName => {
          const { files } = await createSlo({
            service: 'orders',
            availabilityPercent: 99,
            displayName,
          });
          expect(parse(files[0].content).metadata.displayName).toBe(
            `${displayName}: availability`,
          );
        },
      ),
    );
  });

  it.each<[string, object]>([
    ['availabilityPercent', { availabilityPercent: 100 }],
    ['availabilityPercent', { availabilityPercent: 0 }],
    ['service', { service: 'a b' }],
    ['service', { service: 'a'.repeat(60) }],
    ['directory', { directory: '../outside' }],
    ['latency.thresholdMs', { latency: { thresholdMs: 0.5, percent: 9 } }],
  ])('refuses a wrong %s by its name', async (field, change) => {
    await expect(
      createSlo({ service: 'orders', availabilityPercent: 99, ...change }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(field),
    });
  });
});
