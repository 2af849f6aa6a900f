import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import {
  CI,
  lockOf,
  repository,
  service,
  useDriftWorlds,
} from '../__testUtils__/driftWorld';
import { TestChecker, testLock } from '../__testUtils__/TestChecker';

jest.setTimeout(120_000);

describe('what is answered of generated pipelines', () => {
  const { databases, start } = useDriftWorlds();

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    it('are asked for by owner, system, state, kind and version, page by page', async () => {
      const world = await start(databaseId, {
        entities: [
          service('cart'),
          service('stock'),
          service('wages', {}, 'people'),
          service('tax', {}, 'people'),
        ],
      });
      ['cart', 'stock', 'wages', 'tax'].forEach(name => world.generate(name));
      world.forge.files.set(`${repository('stock')}/${CI}`, 'ours');
      world.forge.files.set(
        lockOf('tax'),
        testLock(
          { [CI]: 'a' },
          { generator: { name: 'test', version: '0.9' } },
        ),
      );
      await world.round();
      const names = async (query: string) =>
        (await world.list(query)).items.map(
          ({ name }: { name: string }) => name,
        );
      expect(await names('')).toEqual(['cart', 'stock', 'tax', 'wages']);
      expect(await names('?owner=group%3Adefault%2Fpeople')).toEqual([
        'tax',
        'wages',
      ]);
      expect(await names('?system=system%3Adefault%2Fnone')).toEqual([]);
      expect(await names('?state=edited')).toEqual(['stock']);
      expect(await names('?difference=local')).toEqual(['stock']);
      expect(await names('?difference=pins')).toEqual([]);
      expect(await names('?version=0.9')).toEqual(['tax']);

      const narrowed = await world.list('?version=0.9&state=edited');
      expect(narrowed).toMatchObject({
        items: [],
        states: { current: 1, edited: 0 },
        versions: [
          { version: '0.9', pipelines: 1 },
          { version: '1.0.0', pipelines: 3 },
        ],
      });

      const first = await world.list('?limit=3');
      expect(first.items).toHaveLength(3);
      const second = await world.list(`?limit=3&cursor=${first.nextCursor}`);
      expect(second.items).toMatchObject([{ name: 'wages' }]);
      expect(second).not.toHaveProperty('nextCursor');
      expect(second.states).toEqual(first.states);
      await world.get('/drift?cursor=odd').expect(400);
      await world.get('/drift?state=odd').expect(400);
    });

    it('are shown to whom the policy lets see them, and counted so', async () => {
      const world = await start(databaseId, {
        entities: [service('cart'), service('wages', {}, 'people')],
      });
      world.generate('cart');
      world.generate('wages');
      await world.round();
      world.decisions.set('devops.delivery.read', {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'catalog',
        resourceType: 'catalog-entity',
        conditions: {
          resourceType: 'catalog-entity',
          rule: 'IS_ENTITY_OWNER',
          params: { claims: ['group:default/people'] },
        },
      });
      expect(await world.list()).toMatchObject({
        items: [{ name: 'wages' }],
        states: { current: 1 },
        versions: [{ pipelines: 1 }],
      });
      expect(await world.pipeline('wages')).toBeDefined();
    });

    it('are hidden with the entity from who may not read its delivery', async () => {
      const world = await start(databaseId);
      world.generate('cart');
      await world.round();
      world.decisions.set('catalog.entity.read', {
        result: AuthorizeResult.DENY,
      });
      expect(await world.list()).toMatchObject({
        items: [],
        states: { current: 0 },
        versions: [],
      });
    });

    it.each<[string, JsonObject, boolean]>([
      ['nothing brings a checker', {}, false],
      ['it is switched off', { enabled: false }, true],
    ])('are not read where %s', async (_, drift, hasChecker) => {
      const world = await start(databaseId, {
        drift,
        checker: hasChecker ? new TestChecker() : null,
      });
      await expect(world.round()).rejects.toThrow();
      expect(await world.list()).toMatchObject({ items: [], active: false });
    });
  });

  it.each<[string, JsonObject]>([
    ['interval', { interval: { milliseconds: 0 } }],
    ['filesInterval', { filesInterval: 'soon' }],
    ['concurrency', { concurrency: 0 }],
    ['perRound', { perRound: 1.5 }],
    ['policy.coverage', { policy: { coverage: 101 } }],
    ['policy.gates', { policy: { gates: 'sast' } }],
  ])('refuse a wrong %s by its key', async (key, drift) => {
    await expect(start('SQLITE_3', { drift })).rejects.toThrow(
      `devops.drift.${key}`,
    );
  });
});
