import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import request from 'supertest';
import { createTestApp } from '../__testUtils__/createTestApp';
import { component, eventually } from '../__testUtils__/startDevops';
import { runRecord, START, TestSource } from '../__testUtils__/TestSource';
import { packBody } from '../inbox/packBody';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const UNREADABLE = '{"records": "none"}';

describe.each(databases.eachSupportedId())("the operators' API (%s)", id => {
  const source = new TestSource();
  let app: Awaited<ReturnType<typeof createTestApp>>;
  let knex: Knex;
  const now = START + 10_000_000;

  beforeAll(async () => {
    knex = await databases.init(id);
  });
  beforeEach(async () => {
    app = await createTestApp({
      knex,
      sources: [source],
      entities: [component()],
      now: () => now,
    });
    await app.reset();
    app.delivery.start();
  });
  // Each test has workers of its own: those of the one before would be counted.
  afterEach(() => app.delivery.stop());

  const put = async (
    body: string | object,
    deliveryId?: string,
    event = 'test',
  ) =>
    app.delivery.database.inbox.store({
      sourceId: 'lab',
      deliveryId,
      event,
      receivedAt: now,
      ...(await packBody(
        Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      )),
    });
  const list = async (query = '') =>
    (await request(app.server).get(`/inbox${query}`)).body.items;
  /** What the worker does, once. */
  const apply = async () => {
    app.delivery.wakeWorkers();
    await eventually(
      () => list('?state=pending'),
      items => expect(items).toEqual([]),
    );
  };

  it('lists what came, newest first, without the bodies', async () => {
    await put({ records: [runRecord(1)] }, 'd1');
    await put(UNREADABLE, 'd2');
    await apply();
    const items = await list();
    expect(items).toMatchObject([
      {
        sourceId: 'lab',
        event: 'test',
        deliveryId: 'd2',
        receivedAt: new Date(now).toISOString(),
        state: 'parked',
        attempts: 1,
        sizeBytes: UNREADABLE.length,
        error: 'The payload has no records',
      },
      { deliveryId: 'd1', state: 'applied', attempts: 0 },
    ]);
    expect(items[0]).not.toHaveProperty('body');
    expect(await list('?state=parked&source=lab')).toHaveLength(1);
    expect(await list('?source=other')).toEqual([]);
  });

  it('narrows what is listed and replayed to an event', async () => {
    await put(UNREADABLE, 'd1');
    await put(UNREADABLE, 'd2', 'Job Hook');
    await apply();
    expect(await list('?event=Job%20Hook')).toMatchObject([
      { event: 'Job Hook', deliveryId: 'd2' },
    ]);
    expect(await list('?event=Job')).toEqual([]);
    const parse = jest.spyOn(source.webhooks, 'parse');
    const replayed = await request(app.server)
      .post('/inbox/replay')
      .send({ state: 'parked', event: 'Job Hook' });
    expect(replayed.body).toEqual({ count: 1 });
    await apply();
    expect(parse).toHaveBeenCalledTimes(1);
    parse.mockRestore();
  });

  it('pages through all of them', async () => {
    for (let n = 0; n < 7; n += 1) {
      await put({ records: [] }, `d${n}`);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await request(app.server).get(
        `/inbox?limit=3${cursor ? `&cursor=${cursor}` : ''}`,
      );
      seen.push(
        ...body.items.map((item: { deliveryId: string }) => item.deliveryId),
      );
      cursor = body.nextCursor;
    } while (cursor);
    expect(seen).toEqual(['d6', 'd5', 'd4', 'd3', 'd2', 'd1', 'd0']);
    const answer = await request(app.server).get('/inbox?cursor=nonsense');
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain("'cursor'");
  });

  it('shows a body as it came, of a large one the first megabyte', async () => {
    await put('{"records": [] }');
    await put(`{"records": "${'é'.repeat(600_000)}"}`);
    const [large, small] = await list();
    const body = async (deliveryId: string) =>
      (await request(app.server).get(`/inbox/${deliveryId}`)).body.body;
    expect(await body(small.id)).toEqual({
      text: '{"records": [] }',
      truncated: false,
    });
    const shown = await body(large.id);
    expect(shown.truncated).toBe(true);
    expect(Buffer.byteLength(shown.text)).toBeLessThanOrEqual(1_048_576);
    expect(shown.text).not.toContain('\uFFFD');
    expect(app.audit.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'inbox-read-body' }),
    );
  });

  it('applies again what was applied or set aside', async () => {
    await put({ records: [runRecord(1)] }, 'd1');
    await put(UNREADABLE, 'd2');
    await apply();
    const [parked, applied] = await list();
    const parse = jest.spyOn(source.webhooks, 'parse');
    for (const { id: deliveryId } of [parked, applied]) {
      const answer = await request(app.server).post(
        `/inbox/${deliveryId}/replay`,
      );
      expect(answer.status).toBe(202);
    }
    await apply();
    expect(parse).toHaveBeenCalledTimes(2);
    expect((await list()).map((item: { state: string }) => item.state)).toEqual(
      ['parked', 'applied'],
    );
    const all = await request(app.server)
      .post('/inbox/replay')
      .send({ state: 'parked', source: 'lab' });
    expect(all.status).toBe(202);
    expect(all.body).toEqual({ count: 1 });
    await apply();
    expect(parse).toHaveBeenCalledTimes(3);
    expect(app.audit.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'inbox-replay',
        meta: { state: 'parked', source: 'lab' },
      }),
    );
    parse.mockRestore();
  });

  it('discards what was set aside and nothing else', async () => {
    await put({ records: [] }, 'd1');
    await put(UNREADABLE, 'd2');
    await apply();
    const [parked, applied] = await list();
    const discard = (deliveryId: string) =>
      request(app.server).delete(`/inbox/${deliveryId}`);
    expect((await discard(parked.id)).status).toBe(204);
    expect((await discard(parked.id)).status).toBe(404);
    expect((await discard(applied.id)).status).toBe(409);
    expect(await list()).toHaveLength(1);
    expect(app.audit.success).toHaveBeenCalledTimes(1);
    expect(app.audit.fail).toHaveBeenCalledTimes(2);
  });

  it('lists work and has it done now', async () => {
    const { database } = app.delivery;
    await database.work.enqueue([
      {
        kind: 'refresh-run',
        sourceId: 'lab',
        key: 'shop/cart\nrun:1',
        payload: { scope: 'shop/cart', key: 'run:1' },
        priority: 0,
        dueAt: now + 3_600_000,
      },
    ]);
    const { body } = await request(app.server).get('/work?state=pending');
    expect(body.items).toMatchObject([
      { kind: 'refresh-run', key: 'shop/cart run:1', attempts: 0 },
    ]);
    const retry = await request(app.server).post(
      `/work/${body.items[0].id}/retry`,
    );
    expect(retry.status).toBe(202);
    app.delivery.wakeWorkers();
    await eventually(
      async () => (await request(app.server).get('/work')).body.items,
      items => expect(items).toEqual([]),
    );
    expect(source.calls).toContain('pipelines.readRun run:1');
    expect((await request(app.server).post('/work/99/retry')).status).toBe(404);
  });

  it.each([
    ['devops.inbox.read', 'get', '/inbox'],
    ['devops.inbox.read', 'get', '/inbox/1'],
    ['devops.payload.read', 'get', '/inbox/1'],
    ['devops.inbox.read', 'get', '/work'],
    ['devops.inbox.replay', 'post', '/inbox/1/replay'],
    ['devops.inbox.replay', 'post', '/inbox/replay'],
    ['devops.inbox.replay', 'delete', '/inbox/1'],
    ['devops.inbox.replay', 'post', '/work/1/retry'],
  ] as const)('needs %s to %s %s', async (permission, method, path) => {
    app.decisions.set(permission, AuthorizeResult.DENY);
    const answer = await request(app.server)
      [method](path)
      .send(path === '/inbox/replay' ? { state: 'parked' } : undefined);
    expect(answer.status).toBe(403);
    expect(answer.body.error.message).toContain(permission);
  });
});
