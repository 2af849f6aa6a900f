import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { Knex } from 'knex';
import { createTestApp } from '../../__testUtils__/createTestApp';
import { component } from '../../__testUtils__/startDevops';
import { runRecord, START } from '../../__testUtils__/testRecords';
import { TestSource } from '../../__testUtils__/TestSource';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

function system(name: string, domain?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name, namespace: 'default', uid: `uid-${name}` },
    spec: { owner: 'shop', domain },
  };
}

describe.each(databases.eachSupportedId())('the mirror (%s)', id => {
  let entities: Entity[];
  let knex: Knex;
  let app: Awaited<ReturnType<typeof createTestApp>>;
  let now: number;
  let source: TestSource;

  /** The catalog has these entities from now on. */
  const readCatalog = async () => {
    app = await createTestApp({
      knex,
      sources: [source],
      entities,
      now: () => now,
    });
  };

  beforeEach(async () => {
    now = START;
    source = new TestSource();
    const cart = component();
    cart.spec = { ...cart.spec, system: 'checkout' };
    entities = [cart, system('checkout', 'retail')];
    knex = await databases.init(id);
    await readCatalog();
  });

  const follow = () =>
    app.delivery.bindings.followCatalog(new AbortController().signal);
  const cart = () => knex('entity').where('uid', 'uid-cart').first();
  const owners = () =>
    knex('entity_ownership')
      .where('entity_uid', 'uid-cart')
      .orderBy('valid_from')
      .select('valid_from', 'valid_to', 'owner_ref', 'domain_ref');
  const dirty = () => knex('dirty_entity').where('entity_uid', 'uid-cart');
  const annotate = (annotations: Record<string, string>) => {
    Object.assign(entities[0].metadata.annotations!, annotations);
  };

  it('knows owner, system and domain, from relations or from what is written', async () => {
    await follow();
    expect(await cart()).toMatchObject({
      ref: 'component:default/cart',
      owner_ref: 'group:default/shop',
      system_ref: 'system:default/checkout',
      domain_ref: 'domain:default/retail',
      gone_at: null,
    });
    entities[0].relations = [
      { type: 'ownedBy', targetRef: 'group:other/payments' },
      { type: 'partOf', targetRef: 'component:default/parent' },
    ];
    await follow();
    expect(await cart()).toMatchObject({
      owner_ref: 'group:other/payments',
      system_ref: 'system:default/checkout',
    });
  });

  it('writes nothing when nothing changed', async () => {
    await follow();
    const writes: string[] = [];
    knex.on('query', ({ sql }: { sql: string }) => {
      if (/^(insert|update|delete|with)/i.test(sql)) {
        writes.push(sql);
      }
    });
    now += 60_000;
    await follow();
    expect(writes).toEqual([]);
  });

  it('keeps who owned an entity when', async () => {
    await follow();
    now += 60_000;
    entities[0].spec!.owner = 'payments';
    await follow();
    now += 60_000;
    entities[1].spec!.domain = undefined;
    await follow();
    const at = (minutes: number) => START + minutes * 60_000;
    expect(
      (await owners()).map(row => ({
        ...row,
        valid_from: Number(row.valid_from),
        valid_to: row.valid_to && Number(row.valid_to),
      })),
    ).toEqual([
      {
        valid_from: 0,
        valid_to: at(1),
        owner_ref: 'group:default/shop',
        domain_ref: 'domain:default/retail',
      },
      {
        valid_from: at(1),
        valid_to: at(2),
        owner_ref: 'group:default/payments',
        domain_ref: 'domain:default/retail',
      },
      {
        valid_from: at(2),
        valid_to: null,
        owner_ref: 'group:default/payments',
        domain_ref: null,
      },
    ]);
  });

  it('reads rules from annotations, and reports those that it cannot read', async () => {
    annotate({
      'backstage-devops.io/paths': 'services/{api,web}/**, libs/**',
      'backstage-devops.io/environments': 'cart-*',
      'backstage-devops.io/unit': 'cart',
      'backstage-devops.io/attribution-window': 'PT4H',
      'backstage-devops.io/former-refs': 'basket',
    });
    await follow();
    expect(JSON.parse((await cart()).rules_json)).toEqual({
      paths: ['services/{api,web}/**', 'libs/**'],
      environments: ['cart-*'],
      unit: 'cart',
      attributionWindow: 4 * 3_600_000,
      formerRefs: ['component:default/basket'],
    });
    annotate({
      'backstage-devops.io/attribution-window': 'a while',
      'backstage-devops.io/former-refs': ':::',
    });
    await follow();
    expect(JSON.parse((await cart()).rules_json)).toEqual({
      paths: ['services/{api,web}/**', 'libs/**'],
      environments: ['cart-*'],
      unit: 'cart',
    });
    const warnings = app.logger.warn.mock.calls.map(([message]) => message);
    expect(warnings).toEqual([
      expect.stringMatching(/attribution-window' must be an ISO 8601 .*cart/),
      expect.stringMatching(/former-refs' must be entity refs .*cart/),
    ]);
  });

  it('marks what is to be computed anew, and from when on', async () => {
    await follow();
    expect(await dirty()).toMatchObject([{ reason: 'catalog' }]);
    await knex('dirty_entity').delete();

    now += 60_000;
    entities[0].metadata.title = 'The cart';
    await follow();
    expect(await dirty()).toEqual([]);

    entities[0].spec!.owner = 'payments';
    await follow();
    const [moved] = await dirty();
    expect(moved.reason).toBe('ownership');
    expect(Number(moved.from_at)).toBe(now);

    annotate({ 'backstage-devops.io/unit': 'cart' });
    await follow();
    const [ruled] = await dirty();
    expect(ruled.reason).toBe('catalog');
    expect(Number(ruled.from_at)).toBe(0);
    expect(ruled.revision).toBe(2);
  });

  it('T20 keeps what is known of an entity that is gone, and welcomes it back', async () => {
    await follow();
    const [gone] = entities.splice(0, 1);
    now += 60_000;
    await readCatalog();
    await follow();
    expect(Number((await cart()).gone_at)).toBe(now);
    expect(await owners()).toHaveLength(1);
    await knex('dirty_entity').delete();
    entities.push(gone);
    now += 60_000;
    await readCatalog();
    await follow();
    expect((await cart()).gone_at).toBeNull();
    expect(await owners()).toHaveLength(1);
    expect(await dirty()).toHaveLength(1);
  });

  it('T20 lets an entity under another name have the owners of the former one', async () => {
    await follow();
    now += 60_000;
    const basket = component('basket');
    basket.metadata.annotations!['backstage-devops.io/former-refs'] = 'cart';
    basket.spec!.owner = 'payments';
    entities.splice(0, 1, basket);
    await readCatalog();
    await follow();
    const rows = await knex('entity_ownership')
      .where('entity_uid', 'uid-basket')
      .orderBy('valid_from');
    expect(
      rows.map(row => [
        Number(row.valid_from),
        row.valid_to && Number(row.valid_to),
        row.owner_ref,
      ]),
    ).toEqual([
      [0, now, 'group:default/shop'],
      [now, null, 'group:default/payments'],
    ]);
  });

  it('marks the entities of records with the records, once for a burst', async () => {
    await follow();
    await knex('dirty_entity').delete();
    await app.delivery.ingestion.ingest(source, [runRecord(5), runRecord(3)]);
    await app.delivery.ingestion.ingest(source, [
      runRecord(4),
      runRecord(1, { scope: 'shop/nobody' }),
    ]);
    const rows = await knex('dirty_entity');
    expect(rows).toMatchObject([
      { entity_uid: 'uid-cart', reason: 'records', revision: 2 },
    ]);
    expect(Number(rows[0].from_at)).toBe(START + 300_000);
    expect(Number(rows[0].due_at)).toBe(now + 5_000);

    // What is known already changes nothing.
    await knex('dirty_entity').delete();
    await app.delivery.ingestion.ingest(source, [runRecord(5)]);
    expect(await knex('dirty_entity')).toEqual([]);
  });
});
