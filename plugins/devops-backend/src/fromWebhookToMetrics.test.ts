import request from 'supertest';
import {
  between,
  DAY,
  deployed,
  HOUR,
  incident,
  merged,
} from './__testUtils__/deliveryRecords';
import {
  CART,
  component,
  deliver,
  eventually,
  startDevops,
} from './__testUtils__/startDevops';
import { TestSource } from './__testUtils__/TestSource';

jest.setTimeout(120_000);

const at = (days: number) => Date.now() - days * DAY;

/** What a provider tells of a week with three deployments and an incident. */
function story() {
  const [first, second, third] = [at(6), at(4), at(2)];
  return [
    deployed('a', first),
    merged(1, 'b', second - HOUR),
    between('a', 'b', ['b']),
    deployed('b', second),
    incident(1, second + HOUR, second + 3 * HOUR),
    merged(2, 'c', third - 2 * HOUR),
    between('b', 'c', ['c']),
    deployed('c', third),
  ];
}

describe('from signed webhooks to the metrics of an entity', () => {
  it('any order and any repetition make the same answer, and no forgery another', async () => {
    const backend = await startDevops({
      sources: [new TestSource()],
      entities: [component()],
    });
    const told = story();
    for (const [index, record] of told.reverse().entries()) {
      const body = { records: [record] };
      const id = `delivery-${index}`;
      expect((await deliver(backend, body, { id })).status).toBe(202);
      // As providers do that got no answer in time.
      expect((await deliver(backend, body, { id })).status).toBe(202);
    }
    const forged = { records: [deployed('z', at(1))] };
    const refused = await deliver(backend, forged, { token: 'guessed' });
    expect(refused.status).toBe(401);

    const { metrics, quality, freshness } = await eventually(
      async () =>
        (await request(backend.server).get(`${CART}/metrics?window=7`)).body,
      body => {
        expect(body.metrics?.deploymentFrequency.n).toBe(3);
        expect(body.metrics?.leadTime.n).toBe(2);
        expect(body.metrics?.recoveryTime.n).toBe(1);
      },
    );
    expect(metrics.deploymentFrequency).toMatchObject({
      unit: 'per_day',
      value: expect.closeTo(3 / 7),
    });
    // From the first commit, five hours before the merge, into production.
    expect(metrics.leadTime).toMatchObject({
      unit: 'seconds',
      value: expect.closeTo((6.5 * HOUR) / 1000, -1),
    });
    expect(metrics.changeFailRate.value).toBeCloseTo(1 / 3);
    expect(metrics.recoveryTime.value).toBeGreaterThan(0);
    expect(quality).toBeGreaterThan(0);
    expect(freshness.state).not.toBe('unbound');

    // Each number can be traced to its rows.
    const { body: failed } = await request(backend.server).get(
      `${CART}/metrics/changeFailRate/rows?window=7`,
    );
    expect(
      failed.items
        .filter(({ verdict }: { verdict?: string }) => verdict === 'failed')
        .map(({ revision }: { revision: string }) => revision),
    ).toEqual(['b']);
  });

  it('says no data, and not zero, of an entity to which nothing happened', async () => {
    const backend = await startDevops({ sources: [new TestSource()] });
    const { body } = await request(backend.server).get(`${CART}/metrics`);
    for (const name of ['deploymentFrequency', 'leadTime', 'recoveryTime']) {
      expect(body.metrics[name]).toMatchObject({ value: null, n: 0 });
    }
  });
});
