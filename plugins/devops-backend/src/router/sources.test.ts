import { TestDatabases } from '@backstage/backend-test-utils';
import request from 'supertest';
import { createTestApp } from '../__testUtils__/createTestApp';
import { component } from '../__testUtils__/startDevops';
import { START, TestSource } from '../__testUtils__/TestSource';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const SIGNAL = new AbortController().signal;

class LimitedSource extends TestSource {
  requestBudget() {
    return { remaining: 41, limit: 5000, resetsAt: new Date(START + 60_000) };
  }
}

describe.each(databases.eachSupportedId())('the sources (%s)', id => {
  const now = START + 10_000_000;
  let app: Awaited<ReturnType<typeof createTestApp>>;

  beforeAll(async () => {
    app = await createTestApp({
      knex: await databases.init(id),
      sources: [new LimitedSource(), new TestSource('other')],
      entities: [component(), component('billing', 'shop/billing')],
      now: () => now,
    });
  });
  beforeEach(async () => {
    await app.reset();
    await app.delivery.bindings.followCatalog(SIGNAL);
  });

  const sources = async () =>
    (await request(app.server).get('/sources').expect(200)).body.items;
  const swept = (scope: string, gap?: { at: number; count: number }) =>
    app.delivery.database.recordSweep(
      { sourceId: 'lab', scope },
      {
        cursor: now,
        completeUntil: now,
        now,
        ...(gap ? { gap: { ...gap, sweeps: 1 } } : {}),
      },
    );

  it('tell what they can do and what is left of their limit', async () => {
    const [lab, other] = await sources();
    expect(lab.capabilities).toEqual([
      'webhooks',
      'pipelines',
      'deployments',
      'changes',
      'logs',
      'control',
    ]);
    expect(lab.requestBudget).toEqual({
      remaining: 41,
      limit: 5000,
      resetsAt: new Date(START + 60_000).toISOString(),
    });
    expect(other).not.toHaveProperty('requestBudget');
  });

  it('tell what is missing, and of how many projects', async () => {
    await swept('shop/cart', { at: START, count: 3 });
    await swept('shop/billing', { at: START + 5_000, count: 2 });
    // Nobody is bound to it any more.
    await swept('shop/gone', { at: START - 5_000, count: 50 });
    const [lab, other] = await sources();
    expect(lab.gaps).toEqual({
      runs: 5,
      scopes: 2,
      since: new Date(START).toISOString(),
    });
    expect(lab.scopes).toEqual({ bound: 2, failing: 0 });
    expect(other).not.toHaveProperty('gaps');
  });

  it('tell how many projects fail while others do not', async () => {
    await swept('shop/cart');
    await app.delivery.database.recordSweepFailure(
      { sourceId: 'lab', scope: 'shop/billing' },
      { message: 'It is gone', now, retryAt: now + 1 },
    );
    const [lab] = await sources();
    expect(lab).toMatchObject({
      state: 'ok',
      scopes: { bound: 2, failing: 1 },
      lastError: { message: 'It is gone' },
    });
  });

  it('tell what is to be asked of them', async () => {
    const work = (key: string) => ({
      kind: 'refresh-run',
      sourceId: 'lab',
      key,
      payload: { scope: 'shop/cart', key },
      priority: 0,
      dueAt: now,
    });
    await app.delivery.database.work.enqueue([work('run:1'), work('run:2')]);
    const [claimed] = await app.delivery.database.work.claim({
      claim: 'test',
      now,
      leaseMs: 1,
      sourceIds: ['lab'],
      limit: 1,
    });
    await app.delivery.database.work.fail(claimed, {
      error: 'refused',
      park: true,
      dueAt: now,
    });
    const [lab, other] = await sources();
    // Two of them are the first sweeps of what was just bound.
    expect(lab).toMatchObject({ pendingWork: 3, parkedWork: 1 });
    expect(other).toMatchObject({ pendingWork: 2, parkedWork: 0 });
  });
});
