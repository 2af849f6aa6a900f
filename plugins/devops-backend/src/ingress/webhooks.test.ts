import request from 'supertest';
import {
  CART,
  component,
  deliver,
  eventually,
  startDevops,
} from '../__testUtils__/startDevops';
import { jobRecord, runRecord, TestSource } from '../__testUtils__/TestSource';

jest.setTimeout(60_000);

describe('webhooks', () => {
  const source = new TestSource();
  let backend: Awaited<ReturnType<typeof startDevops>>;

  beforeAll(async () => {
    backend = await startDevops({
      sources: [source],
      entities: [component()],
      config: { devops: { inbox: { maxBodyBytes: 20_000 } } },
    });
  });

  const get = async (path: string) =>
    (await request(backend.server).get(path)).body;
  const health = async () => (await get('/api/devops/sources')).items[0];

  it('shows what a delivery tells', async () => {
    const answer = await deliver(backend, {
      records: [runRecord(1), jobRecord(1, 'test')],
    });
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({});

    const runs = await eventually(
      () => get(`${CART}/runs`),
      body => expect(body.items).toHaveLength(1),
    );
    expect(runs.items[0]).toMatchObject({
      sourceId: 'lab',
      provider: 'test',
      externalId: '1',
      status: 'succeeded',
      revision: 'sha1',
    });
    expect((await health()).lastEventAt).toEqual(expect.any(String));
  });

  it('refuses a delivery that is not from the provider', async () => {
    const answer = await deliver(
      backend,
      { records: [runRecord(2)] },
      { token: 'wrong' },
    );
    expect(answer.status).toBe(401);
  });

  it.each(['/test/unknown', '/other/lab', '/lab/test'])(
    'knows no source at %s',
    async path => {
      const answer = await deliver(
        backend,
        { records: [] },
        { path: `/api/devops/webhooks${path}` },
      );
      expect(answer.status).toBe(404);
    },
  );

  it('refuses a body that is too large, and says what allows more', async () => {
    const answer = await deliver(backend, 'x'.repeat(20_001));
    expect(answer.status).toBe(413);
    expect(answer.body.error.message).toContain('devops.inbox.maxBodyBytes');
  });

  it('applies a delivery that is repeated only once', async () => {
    const parsed = () =>
      source.calls.filter(call => call === 'webhooks.parse').length;
    const before = parsed();
    const body = { records: [runRecord(3)] };
    expect((await deliver(backend, body, { id: 'd1' })).status).toBe(202);
    await eventually(
      () => get(`${CART}/runs`),
      ({ items }) => expect(items[0].externalId).toBe('3'),
    );
    expect((await deliver(backend, body, { id: 'd1' })).status).toBe(202);
    await deliver(backend, { records: [runRecord(4)] }, { id: 'd2' });
    await eventually(
      () => get(`${CART}/runs`),
      ({ items }) => expect(items[0].externalId).toBe('4'),
    );
    expect(parsed()).toBe(before + 2);
  });

  it('sets aside what it cannot read, and takes it when it comes again', async () => {
    const parked = () =>
      eventually(health, ({ parkedDeliveries, pendingDeliveries }) => {
        expect(pendingDeliveries).toBe(0);
        expect(parkedDeliveries).toBe(1);
      });
    expect((await deliver(backend, '{"records": [', { id: 'd3' })).status).toBe(
      202,
    );
    await parked();
    await deliver(backend, { records: 'none' }, { id: 'd3' });
    await parked();
    await deliver(backend, { records: [runRecord(5)] }, { id: 'd3' });
    await eventually(health, ({ parkedDeliveries }) =>
      expect(parkedDeliveries).toBe(0),
    );
  });
});
