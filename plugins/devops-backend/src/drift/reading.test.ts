import {
  CI,
  lockOf,
  repository,
  service,
  useDriftWorlds,
} from '../__testUtils__/driftWorld';
import { TestChecker, testLock } from '../__testUtils__/TestChecker';

jest.setTimeout(120_000);

describe('generated pipelines of the fleet', () => {
  const { databases, start } = useDriftWorlds();

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    it('are found beside catalog-info.yaml and compared with their files', async () => {
      const world = await start(databaseId, {
        entities: [service('cart'), service('people')],
      });
      world.generate('cart');
      expect(await world.pipeline()).toBeUndefined();
      const asked = await world.round();
      expect(asked.map(({ url }) => url).sort()).toEqual([
        `${repository('cart')}/.devops/lock.json`,
        `${repository('cart')}/.gitlab-ci.yml`,
        `${repository('people')}/.devops/lock.json`,
      ]);
      const pipeline = await world.pipeline();
      expect(pipeline).toEqual({
        entityRef: 'component:default/cart',
        name: 'cart',
        state: 'current',
        generator: { name: 'test', version: '1.0.0' },
        differences: { template: 0, local: 0, pins: 0, policy: 0, stack: 0 },
        checkedAt: expect.any(String),
        gates: ['lint'],
        items: [],
        omitted: 0,
        unchecked: [],
      });
      expect(await world.list()).toMatchObject({
        items: [
          {
            entityRef: 'component:default/cart',
            owner: 'group:default/shop',
            system: 'system:default/store',
            state: 'current',
          },
        ],
        states: { current: 1, behind: 0, edited: 0, broken: 0 },
        versions: [{ name: 'test', version: '1.0.0', pipelines: 1 }],
        unreadable: 0,
        active: true,
      });
      expect(await world.pipeline('people')).toBeUndefined();
    });

    it('cost one conditional request while their lock file is the same', async () => {
      const world = await start(databaseId, {
        drift: { filesInterval: { hours: 6 } },
      });
      world.generate('cart');
      await world.round();
      const before = await world.pipeline();
      expect(await world.round()).toEqual([
        { url: lockOf('cart'), conditional: true, sent: false },
      ]);
      const after = await world.pipeline();
      expect(after).toEqual({ ...before, checkedAt: expect.any(String) });
      expect(Date.parse(after.checkedAt)).toBeGreaterThan(
        Date.parse(before.checkedAt),
      );
      expect(world.checker.checks).toBe(1);
    });

    it('have their unedited files asked for conditionally, and no other way', async () => {
      const world = await start(databaseId);
      world.generate('cart', { [CI]: 'a', 'ci/test.sh': 'b' });
      world.forge.files.set(`${repository('cart')}/ci/test.sh`, 'ours');
      await world.round();
      const asked = await world.round();
      expect(asked).toEqual([
        { url: lockOf('cart'), conditional: false, sent: true },
        {
          url: `${repository('cart')}/${CI}`,
          conditional: true,
          sent: false,
        },
        {
          url: `${repository('cart')}/ci/test.sh`,
          conditional: false,
          sent: true,
        },
      ]);
      expect(await world.pipeline()).toMatchObject({
        state: 'edited',
        items: [{ kind: 'local', path: 'ci/test.sh', message: 'edited' }],
      });
    });

    it('are edited and removed, and come back', async () => {
      const world = await start(databaseId);
      world.generate('cart');
      await world.round();
      world.forge.files.set(`${repository('cart')}/${CI}`, 'a, and ours');
      await world.round();
      expect(await world.pipeline()).toMatchObject({
        state: 'edited',
        items: [{ kind: 'local', message: 'edited', expected: true }],
      });
      world.forge.files.delete(`${repository('cart')}/${CI}`);
      await world.round();
      expect(await world.pipeline()).toMatchObject({
        items: [{ kind: 'local', message: 'removed' }],
      });
      world.generate('cart');
      await world.round();
      expect(await world.pipeline()).toMatchObject({ state: 'current' });
    });

    it('do not take an unchanged file for what a new lock file says', async () => {
      const world = await start(databaseId);
      world.generate('cart', { [CI]: 'a' });
      await world.round();
      // An update that the file was left out of.
      world.forge.files.set(lockOf('cart'), testLock({ [CI]: 'b' }));
      await world.round();
      expect(await world.pipeline()).toMatchObject({
        state: 'edited',
        items: [{ kind: 'local', path: CI }],
      });
    });

    it('are behind once the generator writes something else', async () => {
      const world = await start(databaseId, {
        drift: { filesInterval: { hours: 6 } },
      });
      world.generate('cart', { [CI]: 'a' });
      await world.round();
      expect(await world.pipeline()).toMatchObject({ state: 'current' });

      const knex = world.knex;
      await world.stop();
      const newer = new TestChecker();
      newer.version = '2';
      newer.template = { [CI]: 'b' };
      const upgraded = await start(databaseId, {
        knex,
        checker: newer,
        drift: { interval: { hours: 1 }, filesInterval: { hours: 6 } },
      });
      upgraded.generate('cart', { [CI]: 'a' });
      // Though nothing is due: it is not known what the new version says.
      await upgraded.round();
      expect(await upgraded.pipeline()).toMatchObject({
        state: 'behind',
        differences: { template: 1, local: 0 },
        items: [{ kind: 'template', path: CI, command: 'devops update' }],
      });
      expect(await upgraded.round()).toEqual([]);
    });

    it('are held against the policy', async () => {
      const world = await start(databaseId, {
        drift: { policy: { gates: ['lint', 'sast'] } },
      });
      world.generate('cart');
      await world.round();
      expect(await world.pipeline()).toMatchObject({
        state: 'behind',
        items: [{ kind: 'policy', message: 'sast is required' }],
      });
    });

    it('are gone from the board with their lock file, or with their entity', async () => {
      const world = await start(databaseId, {
        entities: [service('cart'), service('stock')],
      });
      world.generate('cart');
      world.generate('stock');
      await world.round();
      expect((await world.list()).items).toHaveLength(2);
      world.forge.files.delete(lockOf('cart'));
      await world.round();
      const { items, states } = await world.list();
      expect(items).toMatchObject([{ name: 'stock' }]);
      expect(states.current).toBe(1);
      expect(await world.pipeline()).toBeUndefined();
      await world.knex('entity').where('name', 'stock').update({ gone_at: 1 });
      await world.round();
      expect((await world.list()).items).toEqual([]);
      expect(await world.knex('pipeline_drift').select('entity_uid')).toEqual([
        { entity_uid: 'uid-cart' },
      ]);
    });
  });
});
