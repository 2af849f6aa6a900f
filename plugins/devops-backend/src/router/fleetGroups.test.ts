import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import request from 'supertest';
import {
  between,
  DAY,
  deployed,
  HOUR,
  merged,
} from '../__testUtils__/deliveryRecords';
import { createFiguresApp, type FiguresApp } from '../__testUtils__/figuresApp';
import { component } from '../__testUtils__/startDevops';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const NOON = Date.parse('2026-11-20T12:00:00Z');

/** A component of a team and, perhaps, of a system. */
function grouped(name: string, owner: string, system?: string): Entity {
  const entity = component(name, `shop/${name}`);
  return {
    ...entity,
    spec: { ...entity.spec, owner },
    relations: [
      { type: 'ownedBy', targetRef: `group:default/${owner}` },
      ...(system
        ? [{ type: 'partOf', targetRef: `system:default/${system}` }]
        : []),
    ],
  };
}

describe.each(databases.eachSupportedId())('groups of the fleet (%s)', id => {
  let app: FiguresApp;

  beforeAll(async () => {
    app = await createFiguresApp({
      knex: await databases.init(id),
      clock: { now: NOON },
      entities: [
        grouped('cart', 'shop', 'sales'),
        grouped('stock', 'shop', 'depot'),
        grouped('wages', 'people', 'sales'),
        grouped('idle', 'art'),
      ],
    });
    await app.follow();
    await app.ingest(
      ...[5, 3, 1].map(days =>
        deployed(`cart-${days}`, NOON - days * DAY, { scope: 'shop/cart' }),
      ),
      deployed('stock-1', NOON - DAY, { scope: 'shop/stock' }),
      deployed('wages-1', NOON - DAY, { scope: 'shop/wages' }),
      merged(7, 'cart-3', NOON - 3 * DAY - 2 * HOUR, { scope: 'shop/cart' }),
      between('cart-5', 'cart-3', ['cart-3'], { scope: 'shop/cart' }),
    );
    await app.settle();
  });

  const ask = async (path: string) =>
    (await request(app.server).get(path).expect(200)).body;

  it('come by name, page by page, each with its entities alone', async () => {
    const refs: string[] = [];
    let cursor = '';
    do {
      const page = await ask(
        `/fleet/groups?by=owner&limit=1${cursor && `&cursor=${cursor}`}`,
      );
      expect(page).toMatchObject({ groups: 3, ungrouped: 0 });
      refs.push(...page.items.map(({ ref }: { ref: string }) => ref));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    expect(refs).toEqual([
      'group:default/art',
      'group:default/people',
      'group:default/shop',
    ]);
  });

  it('tell how much each figure is from, and how good the data is', async () => {
    const { items } = await ask('/fleet/groups?by=owner');
    expect(items[2]).toMatchObject({
      ref: 'group:default/shop',
      entities: 2,
      deployments: 4,
      distribution: { deploymentFrequency: { n: 2 }, leadTime: { n: 1 } },
      pooledSamples: { deploymentFrequency: 4, leadTime: 1, recoveryTime: 0 },
    });
    expect(items[2].quality).toBeGreaterThan(0);
    expect(items[2].quality).toBeLessThanOrEqual(1);
  });

  it('have no figure, and no quality, where nothing happened', async () => {
    const [art] = (await ask('/fleet/groups?by=owner')).items;
    expect(art).toMatchObject({
      entities: 1,
      deployments: 0,
      distribution: { deploymentFrequency: { n: 0 }, leadTime: { n: 0 } },
    });
    expect(art).not.toHaveProperty('quality');
    expect(art).not.toHaveProperty('pooled');
  });

  it('count the entities that are in none', async () => {
    expect(await ask('/fleet/groups?by=system')).toMatchObject({
      groups: 2,
      ungrouped: 1,
      items: [
        { ref: 'system:default/depot', entities: 1 },
        { ref: 'system:default/sales', entities: 2 },
      ],
    });
    expect(await ask('/fleet/groups?by=domain')).toMatchObject({
      groups: 0,
      ungrouped: 4,
      items: [],
    });
  });

  it('are narrowed, and pool nothing of a part of a group', async () => {
    const whole = await ask('/fleet/groups?by=system');
    expect(whole.items[1].pooled).toBeDefined();
    const part = await ask(
      '/fleet/groups?by=system&owner=group%3Adefault%2Fshop',
    );
    expect(part.items).toMatchObject([
      { ref: 'system:default/depot', entities: 1 },
      { ref: 'system:default/sales', entities: 1, deployments: 3 },
    ]);
    expect(part.items[1]).not.toHaveProperty('pooled');
  });

  it('share their samples and qualities with the entities of the fleet', async () => {
    const page = await ask('/fleet?owner=group%3Adefault%2Fshop');
    const [cart, stock] = page.items;
    expect(cart).toMatchObject({
      name: 'cart',
      samples: { deploymentFrequency: 3, leadTime: 1, recoveryTime: 0 },
    });
    expect(stock.samples).toMatchObject({
      deploymentFrequency: 1,
      leadTime: 0,
    });
    expect(page.pooledSamples).toMatchObject({ deploymentFrequency: 4 });
    expect(page.quality).toBeGreaterThan(0);
  });

  it('refuse a cursor that nobody was given', async () => {
    const answer = await request(app.server).get(
      '/fleet/groups?cursor=guessed',
    );
    expect(answer.status).toBe(400);
  });
});
