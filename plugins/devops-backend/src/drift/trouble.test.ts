import {
  CI,
  lockOf,
  repository,
  service,
  useDriftWorlds,
} from '../__testUtils__/driftWorld';
import { testLock } from '../__testUtils__/TestChecker';

jest.setTimeout(120_000);

const SECRET = 'glpat-0123456789';

describe('generated pipelines in trouble', () => {
  const { databases, start } = useDriftWorlds();

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    it('keep the last good report beside the error of a broken lock file', async () => {
      const world = await start(databaseId, {
        drift: { filesInterval: { hours: 6 } },
      });
      world.generate('cart');
      await world.round();
      const { checkedAt } = await world.pipeline();
      world.forge.files.set(lockOf('cart'), `<<<<<<< token=${SECRET}`);
      await world.round();
      const broken = await world.pipeline();
      expect(broken).toMatchObject({
        state: 'broken',
        error: expect.stringMatching(
          /^\.devops\/lock\.json is not JSON.*restore the file/,
        ),
        generator: { name: 'test', version: '1.0.0' },
        gates: ['lint'],
        checkedAt,
      });
      expect(JSON.stringify(broken)).not.toContain(SECRET);
      expect(world.logger.warn).not.toHaveBeenCalledWith(
        expect.stringContaining(SECRET),
      );

      // The error stays while nothing changes, at the price of one request.
      expect(await world.round()).toEqual([
        { url: lockOf('cart'), conditional: true, sent: false },
      ]);
      expect(await world.pipeline()).toEqual(broken);

      world.forge.files.set(
        lockOf('cart'),
        testLock({}, { generator: { name: 'newer', version: '9.0.0' } }),
      );
      await world.round();
      expect(await world.pipeline()).toMatchObject({
        state: 'broken',
        error: expect.stringContaining("'newer' is not known"),
        generator: { name: 'test' },
      });
      world.generate('cart');
      await world.round();
      const mended = await world.pipeline();
      expect(mended.state).toBe('current');
      expect(mended).not.toHaveProperty('error');
    });

    it('keep what is known while the forge is down, which is left alone then', async () => {
      const names = Array.from({ length: 12 }, (_, n) => `shop-${n}`);
      const world = await start(databaseId, {
        entities: names.map(name => service(name)),
        drift: { concurrency: 1 },
      });
      names.slice(0, 11).forEach(name => world.generate(name));
      await world.round();
      world.forge.failure = new Error(
        `connect ECONNREFUSED, private_token=${SECRET}`,
      );
      // After five failures in a row the others are not tried.
      expect(await world.round()).toHaveLength(5);
      const page = await world.list('?limit=100');
      expect(page.states).toMatchObject({ current: 11 });
      const failed = page.items.filter(
        (item: { readError?: string }) => item.readError,
      );
      expect(failed.length).toBeGreaterThanOrEqual(4);
      expect(failed[0]).toMatchObject({
        state: 'current',
        readError: expect.stringContaining('ECONNREFUSED'),
      });
      expect(JSON.stringify(page)).not.toContain(SECRET);

      // Those that failed wait, each for itself; the others take their turn.
      const next = await world.round();
      expect(next).toHaveLength(5);
      await world.round();
      world.forge.failure = undefined;
      expect(await world.round()).toEqual([]);
      await world.knex('pipeline_drift').update({ due_at: 0 });
      await world.round();
      expect(JSON.stringify(await world.list('?limit=100'))).not.toContain(
        'readError',
      );
    });

    it('are not known of repositories that could never be read', async () => {
      const world = await start(databaseId);
      world.forge.failure = new Error('down');
      await world.round();
      expect(await world.list()).toMatchObject({ items: [], unreadable: 1 });
      const [row] = await world.knex('pipeline_drift');
      expect(Number(row.due_at)).toBeGreaterThan(Date.now() + 20_000);
      expect(row.failures).toBe(1);
    });

    it('lie where the annotation says, and nowhere else', async () => {
      const world = await start(databaseId, {
        entities: [
          service('api', { 'backstage-devops.io/lock-file': 'x/../../y' }),
          service('jobs', {
            'backstage.io/managed-by-location': `url:${repository('mono')}/jobs/catalog-info.yaml`,
            'backstage-devops.io/lock-file': '/.devops/lock.json',
          }),
          service('web', { 'backstage-devops.io/lock-file': 'secrets.json' }),
        ],
      });
      world.generate('mono', { 'ci/a.sh': 'a' });
      const asked = await world.round();
      expect(asked.map(({ url }) => url)).toEqual([
        lockOf('mono'),
        `${repository('mono')}/ci/a.sh`,
      ]);
      expect(await world.pipeline('jobs')).toMatchObject({ state: 'current' });
      const rows = await world
        .knex('pipeline_drift')
        .whereNotNull('read_error')
        .orderBy('entity_uid');
      expect(rows).toMatchObject([
        {
          entity_uid: 'uid-api',
          read_error: expect.stringMatching(/lock-file/),
        },
        {
          entity_uid: 'uid-web',
          read_error: expect.stringMatching(/lock-file/),
        },
      ]);
    });

    it('are not followed out of their repository by what a lock file names', async () => {
      const world = await start(databaseId);
      world.forge.files.set(
        lockOf('cart'),
        testLock({ '%2e%2e/%2e%2e/other/secret': 'x', [CI]: 'a' }),
      );
      expect((await world.round()).map(({ url }) => url)).toEqual([
        lockOf('cart'),
      ]);
      expect(await world.pipeline()).toMatchObject({
        state: 'current',
        unchecked: [
          { kind: 'local', reason: expect.stringContaining('%2e%2e') },
        ],
      });
    });

    it('are not read without bound', async () => {
      const world = await start(databaseId);
      const many = Object.fromEntries(
        Array.from({ length: 61 }, (_, n) => [`ci/${n}.sh`, 'x']),
      );
      world.forge.files.set(lockOf('cart'), testLock(many));
      world.checker.template = {};
      expect(await world.round()).toHaveLength(1);
      expect(await world.pipeline()).toMatchObject({
        unchecked: [
          { reason: expect.stringContaining('61 files, and no more than 60') },
        ],
        differences: { template: 61 },
      });
      world.forge.files.set(lockOf('cart'), `{${' '.repeat(8 * 1024 * 1024)}`);
      await world.round();
      expect(await world.pipeline()).toMatchObject({
        state: 'behind',
        readError: expect.stringContaining('larger than 8 MiB'),
      });
    });

    it('are listed in part and counted in full', async () => {
      const world = await start(databaseId);
      const most = Object.fromEntries(
        Array.from({ length: 60 }, (_, n) => [`ci/${n}.sh`, 'x']),
      );
      world.forge.files.set(lockOf('cart'), testLock(most));
      world.checker.template = {};
      await world.round();
      const pipeline = await world.pipeline();
      expect(pipeline.differences).toMatchObject({ template: 60, local: 60 });
      expect(pipeline.items).toHaveLength(100);
      expect(pipeline.omitted).toBe(20);
    });

    it('are looked at in rounds of a bounded size, each in its turn', async () => {
      const names = ['a', 'b', 'c', 'd', 'e'];
      const world = await start(databaseId, {
        entities: names.map(name => service(name)),
        drift: { perRound: 2, interval: { hours: 1 } },
      });
      const asked = [
        ...(await world.round()),
        ...(await world.round()),
        ...(await world.round()),
      ];
      expect(asked.map(({ url }) => url).sort()).toEqual(names.map(lockOf));
      expect(await world.round()).toEqual([]);
    });
  });
});
