import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import request from 'supertest';
import {
  CART,
  deliver,
  eventually,
  startDevops,
} from './__testUtils__/startDevops';
import { runRecord, TestSource } from './__testUtils__/TestSource';

jest.setTimeout(60_000);

describe('the plugin', () => {
  it('starts with no configuration and no source', async () => {
    const { server } = await startDevops({ sources: [] });
    const { body } = await request(server).get('/api/devops/sources');
    expect(body).toEqual({ items: [] });
    const delivery = await request(server).get(`${CART}/delivery`);
    expect(delivery.body.freshness.state).toBe('unbound');
  });

  it('refuses two sources of the same id, and says so', async () => {
    await expect(
      startDevops({ sources: [new TestSource(), new TestSource()] }),
    ).rejects.toThrow(/source id 'lab' .* is already taken/);
  });

  it('names the key of a value that cannot be', async () => {
    await expect(
      startDevops({
        sources: [],
        config: { devops: { inbox: { maxBodyBytes: -1 } } },
      }),
    ).rejects.toThrow('devops.inbox.maxBodyBytes');
  });

  it('goes on when nobody takes its signals', async () => {
    const publish = jest.fn().mockRejectedValue(new Error('no bus'));
    const backend = await startDevops({
      sources: [new TestSource()],
      features: [
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({ publish }),
        }),
      ],
    });
    await request(backend.server).get(`${CART}/runs`);
    await deliver(backend, { records: [runRecord(1)] });
    await eventually(
      async () => (await request(backend.server).get(`${CART}/runs`)).body,
      ({ items }) => expect(items).toHaveLength(1),
    );
    await eventually(
      async () => publish.mock.calls.length,
      calls => expect(calls).toBeGreaterThan(0),
    );
  });

  it('needs credentials for everything but webhooks', async () => {
    const backend = await startDevops({
      sources: [new TestSource()],
      features: [
        mockServices.httpAuth.factory({
          defaultCredentials: mockCredentials.none(),
        }),
      ],
    });
    const answer = await request(backend.server).get('/api/devops/sources');
    expect(answer.status).toBe(401);
    expect((await deliver(backend, { records: [] })).status).toBe(202);
  });
});
