import type { SloGroup } from '@backstage-devops/plugin-devops-common';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PermissionCondition,
  type PermissionCriteria,
} from '@backstage/plugin-permission-common';
import { service, startSlos, told } from '../../__testUtils__/startSlos';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const ofCatalog = (
  rule: string,
  params: PermissionCondition['params'],
): PermissionCondition => ({ resourceType: 'catalog-entity', rule, params });
const isOwner = (team: string) =>
  ofCatalog('IS_ENTITY_OWNER', { claims: [`group:default/${team}`] });

describe.each(databases.eachSupportedId())('objectives of all on %s', id => {
  let world: Awaited<ReturnType<typeof startSlos>>;

  beforeAll(async () => {
    world = await startSlos({
      knex: await databases.init(id),
      entities: [
        service('cart', { owner: 'shop', system: 'sales' }),
        service('stock', {
          owner: 'shop',
          system: 'depot',
          annotations: { 'example.com/open': 'yes' },
        }),
        service('wages', { owner: 'people', system: 'sales' }),
        service('idle', { owner: 'art' }),
      ],
    });
    await world.follow();
    await world.tell(
      ...Array.from({ length: 12 }, (_, n) =>
        told('cart', `part-${n % 4}-${n}`, {
          errorRatio: n / 1_000,
          burn: n % 3,
        }),
      ),
      told('stock', 'Depth_of 100%', { environment: 'staging', burn: 20 }),
      told('stock', 'age', { environment: 'production', errorRatio: 0.02 }),
      told('stock', 'quiet', { coverage: 'no_traffic', ratios: [] }),
      told('stock', 'silent', { coverage: 'no_data', live: false, ratios: [] }),
      told('wages', 'correctness', { environment: 'production' }),
    );
  });
  afterAll(() => world.stop());
  beforeEach(() => {
    world.decisions.clear();
    // Decisions are remembered for a while.
    world.clock.aheadMs += 6_000;
  });

  const read = (query = '') => world.read(`/slos${query}`);
  const ids = (page: { items: Array<{ id: string }> }) =>
    page.items.map(slo => slo.id);
  const decide = (
    permission: string,
    conditions: PermissionCriteria<PermissionCondition>,
  ) =>
    world.decisions.set(permission, {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'catalog',
      resourceType: 'catalog-entity',
      conditions,
    });

  async function readAll(query: string) {
    const pages = [];
    let cursor = '';
    do {
      const page = await read(
        `?limit=4&${query}${cursor && `&cursor=${cursor}`}`,
      );
      pages.push(page);
      cursor = page.nextCursor ?? '';
    } while (cursor);
    return pages;
  }

  it.each(
    ['state', 'name', 'budgetRemaining', 'currentBurn'].flatMap(sort =>
      ['asc', 'desc'].map(order => [sort, order]),
    ),
  )('come page by page, each once, sorted by %s %s', async (sort, order) => {
    const pages = await readAll(`sort=${sort}&order=${order}`);
    expect(pages).toHaveLength(5);
    const all = pages.flatMap(page => page.items);
    expect(new Set(all.map(slo => slo.id)).size).toBe(17);
    expect(all).toHaveLength(17);
  });

  it.each([
    ['asc', ['age', 'correctness'], ['quiet', 'silent']],
    ['desc', ['silent', 'quiet'], ['correctness', 'age']],
  ])('are sorted by name %s', async (order, first, last) => {
    const pages = await readAll(`sort=name&order=${order}`);
    const titles = pages.flatMap(page => page.items).map(slo => slo.title);
    expect(titles.slice(0, 2)).toEqual(first);
    expect(titles.slice(-2)).toEqual(last);
  });

  it('are sorted by state either way', async () => {
    const [down, up] = await Promise.all(
      ['asc', 'desc'].map(order => readAll(`sort=state&order=${order}`)),
    );
    const statesOf = (pages: typeof up) =>
      pages.flatMap(page => page.items).map(slo => slo.state);
    expect(statesOf(down).slice(0, 4)).toEqual([
      'exhausted',
      'exhausted',
      'burning',
      'at_risk',
    ]);
    expect(statesOf(up)).toEqual(statesOf(down).reverse());
  });

  it.each([
    ['budgetRemaining', 'asc', 1],
    ['budgetRemaining', 'desc', -1],
    ['currentBurn', 'asc', 1],
    ['currentBurn', 'desc', -1],
  ])('are sorted by %s %s, unknown ones last', async (sort, order, sign) => {
    const pages = await readAll(`sort=${sort}&order=${order}`);
    const values = pages.flatMap(page => page.items).map(slo => slo[sort]);
    const known = values.filter(value => value !== undefined);
    expect(known).toHaveLength(15);
    expect(values.slice(0, 15)).toEqual(known);
    expect(known).toEqual([...known].sort((a, b) => sign * (a - b)));
  });

  it('begin with what has least budget left of those that ask for attention', async () => {
    const [first, second, third] = (await read('?limit=3')).items;
    expect(first).toMatchObject({ state: 'exhausted', title: 'age' });
    expect(second).toMatchObject({ state: 'exhausted', title: 'part-3-11' });
    expect(third).toMatchObject({ state: 'burning', title: 'Depth_of 100%' });
  });

  it.each<[string, number]>([
    ['state=burning', 1],
    ['state=burning&state=exhausted', 3],
    ['owner=group%3Adefault%2Fshop', 16],
    ['system=system%3Adefault%2Fsales', 13],
    ['domain=domain%3Adefault%2Fnone', 0],
    ['environment=staging', 1],
    // Those that name none are there as well.
    ['environment=production', 16],
    ['text=WAGES', 1],
    ['text=part-3', 3],
    ['text=%25', 1],
    ['text=h_o', 1],
    ['text=%5C', 0],
    ['text=part&state=exhausted&owner=group%3Adefault%2Fshop', 1],
  ])('are narrowed by %s', async (query, count) => {
    const page = await read(`?limit=100&${query}`);
    expect(page.items).toHaveLength(count);
    expect(page.objectives).toBe(count);
  });

  it('are counted in all states, whichever are shown', async () => {
    const { states, environments } = await read('?state=burning');
    expect(states).toEqual({
      exhausted: 2,
      burning: 1,
      at_risk: 3,
      ok: 9,
      no_traffic: 1,
      no_data: 1,
      stale: 0,
      unmeasured: 0,
    });
    expect(environments).toEqual(['staging', 'production']);
    const inStaging = await read('?environment=staging');
    expect(inStaging.states).toMatchObject({ burning: 1, exhausted: 0, ok: 0 });
    expect(inStaging.environments).toEqual(['staging', 'production']);
  });

  it('are put together by owner, system and domain, page by page', async () => {
    const first = await world.read('/slos/groups?by=owner&limit=1');
    expect(first).toMatchObject({
      groups: 2,
      ungrouped: 0,
      states: { exhausted: 2, burning: 1 },
      items: [
        {
          ref: 'group:default/people',
          objectives: 1,
          states: { ok: 1, burning: 0 },
        },
      ],
    });
    expect(
      await world.read(`/slos/groups?limit=1&cursor=${first.nextCursor}`),
    ).toMatchObject({
      items: [
        {
          ref: 'group:default/shop',
          objectives: 16,
          states: { exhausted: 2, burning: 1, ok: 8 },
        },
      ],
    });
    expect(await world.read('/slos/groups?by=system&text=part')).toMatchObject({
      items: [{ ref: 'system:default/sales', objectives: 12 }],
      groups: 1,
    });
    expect(await world.read('/slos/groups?by=domain')).toMatchObject({
      items: [],
      groups: 0,
      ungrouped: 17,
    });
  });

  it.each<[string, PermissionCriteria<PermissionCondition>, number]>([
    ['an owner', isOwner('people'), 1],
    ['not an owner', { not: isOwner('shop') }, 1],
    [
      'an annotation',
      ofCatalog('HAS_ANNOTATION', { annotation: 'example.com/open' }),
      4,
    ],
    ['nobody', isOwner('nobody'), 0],
  ])('are those that the policy lets through by %s', async (_, rule, count) => {
    for (const permission of ['catalog.entity.read', 'devops.slo.read']) {
      world.decisions.clear();
      world.clock.aheadMs += 6_000;
      decide(permission, rule);
      const page = await read('?limit=100');
      expect(page.items).toHaveLength(count);
      expect(page.objectives).toBe(count);
      const { items, states } = await world.read('/slos/groups');
      const sum = (counts: Record<string, number>) =>
        Object.values(counts).reduce((total, n) => total + n, 0);
      expect(sum(states)).toBe(count);
      expect(
        items.reduce((n: number, one: SloGroup) => n + one.objectives, 0),
      ).toBe(count);
    }
  });

  it('need both permissions, and no permission on deliveries', async () => {
    decide('catalog.entity.read', isOwner('shop'));
    decide(
      'devops.slo.read',
      ofCatalog('HAS_ANNOTATION', { annotation: 'example.com/open' }),
    );
    world.decisions.set('devops.delivery.read', {
      result: AuthorizeResult.DENY,
    });
    expect(ids(await read()).every(one => one.startsWith('stock-'))).toBe(true);
    expect((await read()).objectives).toBe(4);
    world.clock.aheadMs += 6_000;
    world.decisions.set('devops.slo.read', { result: AuthorizeResult.DENY });
    expect(await read()).toMatchObject({ items: [], environments: [] });
  });

  it('are not sent again when nothing changed', async () => {
    const { headers } = await world.ask('/slos').expect(200);
    expect(headers['cache-control']).toBe('private, no-cache');
    await world.ask('/slos').set('If-None-Match', headers.etag).expect(304);
  });

  it.each([
    ['state=luck', 'state'],
    ['sort=luck', 'sort'],
    ['limit=1000', 'limit'],
    ['cursor=guessed', 'cursor'],
  ])('refuse %s', async (query, key) => {
    const { body } = await world.ask(`/slos?${query}`).expect(400);
    expect(body.error.message).toContain(key);
  });

  it('refuse the cursor of another order', async () => {
    const { nextCursor } = await read('?limit=1&sort=name');
    for (const query of ['sort=state', 'sort=name&order=desc']) {
      const { body } = await world
        .ask(`/slos?${query}&cursor=${nextCursor}`)
        .expect(400);
      expect(body.error.message).toContain('the same sort and order');
    }
  });
});
