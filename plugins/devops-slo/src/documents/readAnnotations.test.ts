import { parseSloFiles } from '../parseSloFiles';
import { slothSpec } from '../testSloth';

const openSlo = (annotations: string) => `apiVersion: openslo/v1
kind: SLO
metadata:
  name: availability
  annotations:
    ${annotations}
spec:
  service: shop
  indicator: { spec: { ratioMetric: { counter: true, bad: ${source('bad_total')}, total: ${source('all_total')} } } }
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: 0.99 }]
`;

function source(query: string): string {
  return `{ metricSource: { type: Prometheus, spec: { query: ${query} } } }`;
}

const pyrra = (annotations: string) => `apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata:
  name: availability
  annotations:
    ${annotations}
spec:
  target: "99"
  window: 4w
  indicator: { ratio: { errors: { metric: 'bad_total{job="shop"}' }, total: { metric: 'all_total{job="shop"}' } } }
`;

const plainSloth = (annotations: string) =>
  slothSpec().replace(
    'service:',
    `metadata:
  annotations:
    ${annotations}
service:`,
  );

const read = (text: string) => parseSloFiles([{ file: 'slo.yaml', text }]);

describe('annotations about alerts', () => {
  it.each([
    ['OpenSLO', openSlo],
    ['Pyrra', pyrra],
    ['Sloth', plainSloth],
  ])('are read of %s', (_, write) => {
    const { specs, problems } = read(
      write(
        'backstage-devops.io/min-failures: "10"\n    backstage-devops.io/events-per-day: 5000',
      ),
    );
    expect(problems).toEqual([]);
    expect(specs[0].alerting).toMatchObject({
      minFailures: 10,
      eventsPerDay: 5000,
    });
  });

  it.each([
    ['min-failures', '-1', /is not a number of 0 or more/],
    ['min-failures', 'ten', /"ten" is not a number/],
    ['events-per-day', '1e999', /is not a number/],
    ['min-failures', '[1]', /must be a text/],
  ])('refuse %s: %s', (name, value, message) => {
    const { specs, problems } = read(
      openSlo(`backstage-devops.io/${name}: ${value}`),
    );
    expect(specs).toEqual([]);
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'error',
        line: 6,
        message: expect.stringMatching(message),
      }),
    ]);
  });

  it('give the window where a format has none', () => {
    const { specs, problems } = read(
      plainSloth('backstage-devops.io/window: 7d'),
    );
    expect(problems).toEqual([]);
    expect(specs[0].window.duration.text).toBe('7d');
    expect(read(plainSloth('backstage-devops.io/window: 1M')).problems).toEqual(
      [
        expect.objectContaining({
          line: 4,
          message: expect.stringContaining('not a window of fixed length'),
        }),
      ],
    );
  });
});
