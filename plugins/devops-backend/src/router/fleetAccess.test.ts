import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  AuthorizeResult,
  type PermissionCondition,
  type PermissionCriteria,
} from '@backstage/plugin-permission-common';
import request from 'supertest';
import { DAY, deployed } from '../__testUtils__/deliveryRecords';
import { createFiguresApp, type FiguresApp } from '../__testUtils__/figuresApp';
import { component } from '../__testUtils__/startDevops';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const NOON = Date.parse('2026-11-20T12:00:00Z');

/** A component of an owner, with an annotation beside its binding. */
function owned(name: string, owner: string, open?: string): Entity {
  const entity = component(name, `shop/${name}`);
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        ...entity.metadata.annotations,
        ...(open ? { 'example.com/open': open } : {}),
      },
    },
    spec: { ...entity.spec, owner },
    relations: [{ type: 'ownedBy', targetRef: `group:default/${owner}` }],
  };
}

const ofCatalog = (
  rule: string,
  params: PermissionCondition['params'],
): PermissionCondition => ({ resourceType: 'catalog-entity', rule, params });
const isOwner = (team: string) =>
  ofCatalog('IS_ENTITY_OWNER', { claims: [`group:default/${team}`] });
const isTier = (...tiers: string[]): PermissionCondition => ({
  resourceType: 'devops-environment',
  rule: 'IS_ENVIRONMENT_TIER',
  params: { tiers },
});

describe.each(databases.eachSupportedId())('who sees what fleet (%s)', id => {
  const clock = { now: NOON };
  let app: FiguresApp;

  beforeAll(async () => {
    app = await createFiguresApp({
      knex: await databases.init(id),
      clock,
      entities: [
        owned('cart', 'shop', 'yes'),
        owned('stock', 'shop'),
        owned('wages', 'people', 'no'),
      ],
    });
    await app.follow();
    for (const name of ['cart', 'stock', 'wages']) {
      const key = `deployment:${name}`;
      await app.ingest(
        deployed('a', NOON - DAY, { scope: `shop/${name}`, key }),
      );
    }
    await app.settle();
  });
  beforeEach(() => {
    app.conditions.clear();
    app.decisions.clear();
    // Decisions are remembered for a while.
    clock.now += 10 * 60_000;
  });

  const decide = (
    permission: string,
    conditions: PermissionCriteria<PermissionCondition>,
  ) =>
    app.conditions.set(permission, {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'catalog',
      resourceType: 'catalog-entity',
      conditions,
    });
  const ask = async (path: string) =>
    (await request(app.server).get(path).expect(200)).body;
  const names = (page: { items: Array<{ name: string }> }) =>
    page.items.map(({ name }) => name);

  it('all of it where nothing forbids it, with what is pooled', async () => {
    const page = await ask('/fleet');
    expect(names(page)).toEqual(['cart', 'stock', 'wages']);
    expect(page.pooled).toBeDefined();
    expect((await ask('/fleet/series')).items).not.toEqual([]);
  });

  it.each<[string, PermissionCriteria<PermissionCondition>, string[]]>([
    ['its owner', isOwner('shop'), ['cart', 'stock']],
    ['no owner at all', isOwner('nobody'), []],
    [
      'an annotation',
      ofCatalog('HAS_ANNOTATION', { annotation: 'example.com/open' }),
      ['cart', 'wages'],
    ],
    [
      'the value of an annotation',
      ofCatalog('HAS_ANNOTATION', {
        annotation: 'example.com/open',
        value: 'yes',
      }),
      ['cart'],
    ],
    ['its not having an owner', { not: isOwner('shop') }, ['wages']],
    [
      'one or the other',
      {
        anyOf: [
          isOwner('people'),
          ofCatalog('HAS_ANNOTATION', {
            annotation: 'example.com/open',
            value: 'yes',
          }),
        ],
      },
      ['cart', 'wages'],
    ],
  ])('what the catalog decides by %s', async (_by, conditions, seen) => {
    for (const permission of ['catalog.entity.read', 'devops.delivery.read']) {
      clock.now += 10 * 60_000;
      app.conditions.clear();
      decide(permission, conditions);
      const page = await ask('/fleet');
      expect(names(page)).toEqual(seen);
      expect(page.entities).toBe(seen.length);
      // It would tell of the others.
      expect(page).not.toHaveProperty('pooled');
      expect((await ask('/fleet/series')).items).toEqual([]);
      expect((await ask('/fleet?limit=1')).items).toHaveLength(
        Math.min(1, seen.length),
      );
    }
  });

  it('groups with something in them to see, and of it alone', async () => {
    decide('devops.delivery.read', isOwner('shop'));
    const { items } = await ask('/fleet/groups?by=owner');
    expect(items).toMatchObject([{ ref: 'group:default/shop', entities: 2 }]);
    const other = await ask('/fleet?owner=group%3Adefault%2Fpeople');
    expect(other).toMatchObject({ items: [], entities: 0 });
  });

  it.each<[string, PermissionCriteria<PermissionCondition>, string[]]>([
    ['production', isTier('production'), ['cart', 'stock', 'wages']],
    ['what is not production', { not: isTier('production') }, []],
  ])('what may be read of %s', async (_of, conditions, seen) => {
    decide('devops.environment.read', conditions);
    expect(names(await ask('/fleet'))).toEqual(seen);
  });

  it('what every permission lets through', async () => {
    decide('catalog.entity.read', isOwner('shop'));
    decide(
      'devops.delivery.read',
      ofCatalog('HAS_ANNOTATION', { annotation: 'example.com/open' }),
    );
    expect(names(await ask('/fleet'))).toEqual(['cart']);
  });

  it('nothing where a permission is denied', async () => {
    app.decisions.set('devops.environment.read', AuthorizeResult.DENY);
    expect(await ask('/fleet')).toMatchObject({ items: [], entities: 0 });
    expect((await ask('/fleet/groups')).items).toEqual([]);
  });

  it('what is decided one by one, where a rule is not known to the store', async () => {
    decide('devops.delivery.read', ofCatalog('IS_FULL_MOON', {}));
    app.asked.length = 0;
    app.decisions.set('devops.delivery.read', AuthorizeResult.DENY);
    expect(names(await ask('/fleet'))).toEqual([]);
    expect(
      app.asked.map(asked => 'resourceRef' in asked && asked.resourceRef),
    ).toEqual(
      expect.arrayContaining([
        'component:default/cart',
        'component:default/wages',
      ]),
    );
  });
});
