import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { Knex } from 'knex';
import request from 'supertest';
import { listBoundEnvironments } from '../database/slos/listBoundEnvironments';
import { createTestApp } from '../__testUtils__/createTestApp';
import { component } from '../__testUtils__/startDevops';
import {
  environmentRecord,
  PROJECT_ANNOTATION,
  runRecord,
  START,
  TestSource,
} from '../__testUtils__/TestSource';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('bindings (%s)', id => {
  let source: TestSource;
  let entities: Entity[];
  let knex: Knex;
  let app: Awaited<ReturnType<typeof createTestApp>>;
  let now: number;

  beforeEach(async () => {
    now = START;
    source = new TestSource();
    entities = [component()];
    knex = await databases.init(id);
    app = await createTestApp({
      knex,
      sources: [source],
      entities,
      now: () => now,
    });
  });

  const follow = () =>
    app.delivery.bindings.followCatalog(new AbortController().signal);
  const bound = () => app.delivery.database.readBoundScopes('lab');
  const queued = async () => {
    const rows = await app.delivery.database.work.claim({
      claim: 'test',
      now,
      leaseMs: 1,
      sourceIds: ['lab'],
      limit: 10,
    });
    return rows.map(row => [row.kind, row.item_key]);
  };

  it('bind an entity on its first view, and have it read soon but not now', async () => {
    const answer = await request(app.server).get(
      '/entities/component/default/cart/runs',
    );
    expect(answer.body.freshness.state).toBe('never');
    expect(source.calls).toEqual([]);
    expect(await bound()).toEqual(['shop/cart']);
    expect(await queued()).toEqual([['sweep-scope', 'shop/cart']]);
  });

  it('follow the catalog, and write nothing when nothing changed', async () => {
    await follow();
    expect(await bound()).toEqual(['shop/cart']);
    const before = await app.delivery.database.readAllBindings();
    now += 60_000;
    await follow();
    expect(await app.delivery.database.readAllBindings()).toEqual(before);
  });

  it('follow an annotation that changed, and read only what is new', async () => {
    await follow();
    await queued();
    entities[0].metadata.annotations = { [PROJECT_ANNOTATION]: 'shop/other' };
    now += 60_000;
    await app.delivery.bindings.scopesOf(entities[0]);
    expect(await bound()).toEqual(['shop/other']);
    expect(await queued()).toContainEqual(['sweep-scope', 'shop/other']);
  });

  it('keep the history of an entity that is renamed', async () => {
    await follow();
    await app.delivery.database.applyRecords('lab', [runRecord(1)]);
    const renamed = {
      ...component('basket'),
      metadata: { ...component('basket').metadata, uid: 'uid-cart' },
    };
    const scopes = await app.delivery.bindings.scopesOf(renamed);
    expect(
      await app.delivery.database.listRuns(scopes, { limit: 5 }),
    ).toHaveLength(1);
    const [row] = await app.delivery.database.readAllBindings();
    expect(row.entity_ref).toBe('component:default/basket');
  });

  it('drop an entity that the catalog has no longer, and keep its records', async () => {
    await app.delivery.database.applyRecords('lab', [
      runRecord(1, { scope: 'shop/gone' }),
    ]);
    await app.delivery.bindings.scopesOf(component('gone', 'shop/gone'));
    expect(await bound()).toContain('shop/gone');
    now += 60_000;
    await follow();
    expect(await bound()).toEqual(['shop/cart']);
    const scope = [{ sourceId: 'lab', scope: 'shop/gone' }];
    expect(
      await app.delivery.database.listRuns(scope, { limit: 5 }),
    ).toHaveLength(1);
  });

  it('survive a source that cannot read the annotations of an entity', async () => {
    const broken = new TestSource('broken');
    broken.scopesOf = () => {
      throw new Error('No project in the annotation');
    };
    const other = await createTestApp({
      knex: await databases.init(id),
      sources: [broken, source],
      entities,
    });
    expect(await other.delivery.bindings.scopesOf(component())).toEqual([
      { sourceId: 'lab', scope: 'shop/cart' },
    ]);
  });

  it('name the environments that can be measured', async () => {
    entities[0].metadata.annotations = {
      ...entities[0].metadata.annotations,
      'backstage-devops.io/health-path': '/ready',
    };
    await app.delivery.bindings.scopesOf(entities[0]);
    await app.delivery.database.applyRecords('lab', [
      environmentRecord('staging', { url: 'http://staging' }),
      environmentRecord('development'),
      environmentRecord('old', { url: 'http://old', gone: true }),
    ]);
    const cart = {
      entityRef: 'component:default/cart',
      entityUid: 'uid-cart',
      healthPath: '/ready',
      deployed: false,
    };
    expect(await listBoundEnvironments(knex)).toEqual([
      { ...cart, environment: 'development' },
      { ...cart, environment: 'staging', url: 'http://staging' },
    ]);
  });
});
