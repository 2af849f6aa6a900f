import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import request from 'supertest';
import { RecordingMeter } from '../__testUtils__/RecordingMeter';
import {
  CART,
  deliver,
  eventually,
  startDevops,
} from '../__testUtils__/startDevops';
import { runRecord, TestSource } from '../__testUtils__/TestSource';

jest.setTimeout(60_000);

/** Two sources, of which nothing happens at the second. */
async function startMeasured() {
  const meter = new RecordingMeter();
  const source = new TestSource('lab');
  const scheduler = mockServices.scheduler();
  const backend = await startDevops({
    sources: [source, new TestSource('idle')],
    features: [
      meter.feature,
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
    ],
  });
  return { backend, meter, source, scheduler };
}

describe('what operators watch', () => {
  it('counts webhooks that are accepted and applied, by source, and no others', async () => {
    const { backend, meter } = await startMeasured();
    await deliver(backend, { records: [runRecord(1)] });
    await deliver(backend, { records: [runRecord(2)] });
    await deliver(backend, { records: [] }, { token: 'wrong' });
    await eventually(
      async () => meter.counted('devops.inbox.applied{lab}'),
      applied => expect(applied).toBe(2),
    );
    expect(meter.counted('devops.inbox.accepted{lab}')).toBe(2);
    expect(meter.counted('devops.inbox.failed{lab}')).toBe(0);
    expect(meter.counted('devops.inbox.accepted{idle}')).toBe(0);
    expect(await meter.collect()).toMatchObject({
      'devops.inbox.pending{lab}': 0,
      'devops.inbox.parked{lab}': 0,
      'devops.inbox.lag{lab}': 0,
      'devops.inbox.pending{idle}': 0,
    });
  });

  it('counts what could not be applied, and shows that it was set aside', async () => {
    const { backend, meter } = await startMeasured();
    await deliver(backend, { nothing: 'to read' });
    await eventually(
      () => meter.collect(),
      gauges => expect(gauges['devops.inbox.parked{lab}']).toBe(1),
    );
    expect(meter.counted('devops.inbox.accepted{lab}')).toBe(1);
    expect(meter.counted('devops.inbox.failed{lab}')).toBe(1);
    expect(meter.counted('devops.inbox.applied{lab}')).toBe(0);
    expect((await meter.collect())['devops.inbox.parked{idle}']).toBe(0);
  });

  it('shows how many webhooks wait and for how long', async () => {
    const { backend, meter, source } = await startMeasured();
    // A failure that may pass: it is tried again a bit later, and later again.
    source.webhooks.parse = () => {
      throw new Error('the store is busy');
    };
    await deliver(backend, { records: [runRecord(1)] });
    await eventually(
      () => meter.collect(),
      gauges => {
        expect(gauges['devops.inbox.pending{lab}']).toBe(1);
        expect(gauges['devops.inbox.lag{lab}']).toBeGreaterThan(0);
        expect(gauges['devops.inbox.lag{lab}']).toBeLessThan(60);
      },
    );
    expect(meter.counted('devops.inbox.failed{lab}')).toBeGreaterThan(0);
  });

  it('tells how long sweeps take, and which failed', async () => {
    const { backend, meter, source, scheduler } = await startMeasured();
    // Whoever asks for an entity makes its scopes known.
    await request(backend.server).get(`${CART}/runs`).expect(200);
    source.failSweepsWith = new Error('the provider is gone');
    await scheduler.triggerTask('devops-sweep-lab');
    await eventually(
      async () => meter.counted('devops.sweep.failures{lab}'),
      failures => expect(failures).toBeGreaterThan(0),
    );
    await scheduler.triggerTask('devops-sweep-idle');
    await eventually(
      async () => meter.recorded('devops.sweep.duration{idle}'),
      durations => {
        expect(durations).toHaveLength(1);
        expect(durations[0]).toBeGreaterThanOrEqual(0);
        expect(durations[0]).toBeLessThan(60);
      },
    );
    expect(meter.counted('devops.sweep.failures{idle}')).toBe(0);
  });
});
