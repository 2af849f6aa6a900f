import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import {
  between,
  DAY,
  deployed,
  HOUR,
  incident,
} from '../__testUtils__/deliveryRecords';
import { createFiguresApp, type FiguresApp } from '../__testUtils__/figuresApp';
import { component } from '../__testUtils__/startDevops';
import { runRecord } from '../__testUtils__/testRecords';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const NOON = Date.parse('2026-11-20T12:00:00Z');
/** Noon, so many days before. */
const daysAgo = (days: number) => NOON - days * DAY;
const iso = (at: number) => new Date(at).toISOString();
/** A day of production alone, as texts. */
const summary = (rows: Array<Record<string, unknown>>, ...names: string[]) =>
  rows.map(row => [row.day, ...names.map(name => Number(row[name]))]);

describe.each(databases.eachSupportedId())(
  'figures in the cases of the design (%s)',
  id => {
    let knex: Knex;
    let clock: { now: number };
    let app: FiguresApp;

    const start = (
      entities: Entity[] = [component()],
      config: JsonObject = {},
    ) => createFiguresApp({ knex, clock, entities, config });

    beforeEach(async () => {
      clock = { now: NOON };
      knex = await databases.init(id);
      app = await start();
      await app.follow();
    });

    it('T8 do not depend on the order in which the states of a run arrive', async () => {
      const at = { createdAt: iso(daysAgo(2)) };
      await app.ingest(runRecord(1, { ...at, at: 160 }));
      await app.settle();
      const before = await app.derived();
      await app.ingest(runRecord(1, { ...at, status: 'running', at: 110 }));
      await app.ingest(runRecord(1, { ...at, status: 'queued', at: 100 }));
      await app.settle();
      expect(await app.derived()).toEqual(before);
      expect(await app.snapshot(7)).toMatchObject({
        runs: 1,
        run_median_ms: 60_000,
      });
    });

    it('T9 count a run once it ended, whichever way its waiting went', async () => {
      const state = (status: 'queued' | 'waiting' | 'failed') =>
        runRecord(1, { createdAt: iso(daysAgo(2)), status, at: 100 });
      for (const status of ['queued', 'waiting', 'queued'] as const) {
        await app.ingest(state(status));
        await app.settle();
        expect(await app.days()).toEqual([]);
      }
      await app.ingest(state('failed'));
      await app.ingest(state('queued'));
      await app.settle();
      expect(summary(await app.days(), 'runs', 'runs_failed')).toEqual([
        ['2026-11-18', 1, 1],
      ]);
    });

    it('T10 count once what arrives twice, by webhook and by sweep', async () => {
      await app.ingest(deployed('a', daysAgo(2)));
      await app.settle();
      const before = await app.derived();
      await app.ingest(deployed('a', daysAgo(2)), deployed('a', daysAgo(2)));
      // The sweep tells more of it, at a later time of its own.
      await app.ingest(
        deployed('a', daysAgo(2), { at: daysAgo(1), url: 'https://lab/1' }),
      );
      await app.settle();
      expect(await app.derived()).toEqual(before);
    });

    it('T11 give each entity of a repository the changes that touch its paths', async () => {
      const part = (name: string) => {
        const entity = component(name);
        Object.assign(entity.metadata.annotations!, {
          'backstage-devops.io/paths': `services/${name}/**`,
          'backstage-devops.io/environments': `${name}-*`,
        });
        return entity;
      };
      app = await start([part('api'), part('web'), part('docs')]);
      await app.follow();
      const commits = (...shas: string[]) =>
        shas.map(sha => ({
          sha,
          authoredAt: iso(daysAgo(4)),
          paths: ['services/api/main.go', 'services/web/index.ts'],
        }));
      await app.ingest(
        between('a', 'b', [], { commits: commits('b') }),
        ...['api', 'web', 'docs'].flatMap(name => [
          deployed('a', daysAgo(3), {
            key: `${name} a`,
            environment: `${name}-production`,
          }),
          deployed('b', daysAgo(2), {
            key: `${name} b`,
            environment: `${name}-production`,
          }),
        ]),
      );
      await app.settle();
      const counts = async (name: string) =>
        (await app.verdicts())
          .filter(row => row.entity_uid === `uid-${name}`)
          .map(row => row.change_count);
      expect(await counts('api')).toEqual([0, 1]);
      expect(await counts('web')).toEqual([0, 1]);
      expect(await counts('docs')).toEqual([0, 0]);
      expect(await app.delivery.database.readBindings('uid-api')).toHaveLength(
        1,
      );
    });

    it('T17 have the days of the configured time zone', async () => {
      app = await start([component()], {
        devops: { metrics: { timezone: 'Europe/Berlin' } },
      });
      clock.now = Date.parse('2026-10-28T12:00:00Z');
      await app.ingest(
        deployed('a', Date.parse('2026-10-24T21:30:00Z')),
        // Half past one on the day whose night has an hour more.
        deployed('b', Date.parse('2026-10-24T23:30:00Z')),
        deployed('c', Date.parse('2026-10-25T22:30:00Z')),
        deployed('d', Date.parse('2026-10-25T23:30:00Z')),
      );
      await app.settle();
      expect(summary(await app.days('production'), 'deployments')).toEqual([
        ['2026-10-24', 1],
        ['2026-10-25', 2],
        ['2026-10-26', 1],
      ]);
    });

    it('T18 move a recovery to the day on which it really came', async () => {
      await app.ingest(
        deployed('a', daysAgo(6)),
        incident(1, daysAgo(6) + HOUR, daysAgo(5)),
      );
      await app.settle();
      const recoveries = async () =>
        summary(await app.days('production'), 'recoveries').filter(
          ([, count]) => count,
        );
      expect(await recoveries()).toEqual([['2026-11-15', 1]]);
      await app.ingest(
        incident(1, daysAgo(6) + HOUR, undefined, {
          version: { generation: 2, terminal: false, at: daysAgo(4) },
        }),
      );
      await app.settle();
      expect(await recoveries()).toEqual([]);
      expect((await app.snapshot(7)).recovery_ms).toBeNull();
      await app.ingest(
        incident(1, daysAgo(6) + HOUR, daysAgo(3), {
          version: { generation: 2, terminal: true, at: daysAgo(3) },
        }),
      );
      await app.settle();
      expect(await recoveries()).toEqual([['2026-11-17', 1]]);
      expect(summary(await app.scopeDays('fleet'), 'recoveries')).toEqual([
        ['2026-11-14', 0],
        ['2026-11-17', 1],
      ]);
      expect((await app.snapshot(7)).recovery_ms).toBe(3 * DAY);
    });

    it('T19 change a day that is over when an incident becomes known late, and say why', async () => {
      await app.ingest(deployed('a', daysAgo(4)), deployed('b', daysAgo(3)));
      await app.settle();
      const failed = async (rows: Promise<Array<Record<string, unknown>>>) =>
        summary(await rows, 'failed_changes');
      expect(await failed(app.scopeDays('fleet'))).toEqual([
        ['2026-11-16', 0],
        ['2026-11-17', 0],
      ]);
      expect(app.audit.createEvent).not.toHaveBeenCalled();

      await app.ingest(incident(1, daysAgo(3) + 2 * HOUR));
      await app.settle();
      expect(await failed(app.days('production'))).toEqual([
        ['2026-11-16', 0],
        ['2026-11-17', 1],
      ]);
      expect(await failed(app.scopeDays('fleet'))).toEqual([
        ['2026-11-16', 0],
        ['2026-11-17', 1],
      ]);
      expect(await failed(app.scopeDays('owner'))).toEqual([
        ['2026-11-16', 0],
        ['2026-11-17', 1],
      ]);
      expect((await app.snapshot(7)).change_fail_rate).toBe(1 / 2);
      expect(app.audit.createEvent).toHaveBeenCalledTimes(1);
      expect(app.audit.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: 'metrics-revise',
          meta: expect.objectContaining({
            entityRef: 'component:default/cart',
            fromDay: '2026-11-17',
            toDay: '2026-11-17',
            reason: expect.stringContaining(iso(daysAgo(3) + 2 * HOUR)),
          }),
        }),
      );
      expect(app.audit.success).toHaveBeenCalledTimes(1);
    });

    it('T19 T20 keep the history of a team when an entity goes to another one', async () => {
      const cart = component();
      app = await start([cart]);
      await app.ingest(deployed('a', daysAgo(3)), deployed('b', NOON - HOUR));
      await app.settle();
      cart.spec!.owner = 'payments';
      await app.follow();
      await app.settle();
      const owners = async () =>
        (await app.scopeDays('owner')).map(row => [
          row.day,
          row.id,
          row.failed_changes,
        ]);
      expect(await owners()).toEqual([
        ['2026-11-20', 'group:default/payments', 0],
        ['2026-11-17', 'group:default/shop', 0],
      ]);
      // What becomes known late counts for the team of then.
      await app.ingest(incident(1, daysAgo(3) + HOUR));
      await app.settle();
      expect(await owners()).toEqual([
        ['2026-11-20', 'group:default/payments', 0],
        ['2026-11-17', 'group:default/shop', 1],
      ]);
    });

    it('T20 keep the history of an entity that is gone, and count a successor once', async () => {
      await app.ingest(deployed('a', daysAgo(3)));
      await app.settle();
      const before = await app.derived();

      app = await start([]);
      await app.follow();
      await app.ingest(deployed('b', daysAgo(2)));
      await app.settle();
      expect(await app.derived()).toEqual(before);

      const again = component();
      again.metadata.uid = 'uid-of-today';
      app = await start([again]);
      await app.follow();
      await app.settle();
      expect(
        summary(await app.scopeDays('fleet'), 'deployments', 'entities'),
      ).toEqual([
        ['2026-11-17', 1, 1],
        ['2026-11-18', 1, 1],
      ]);
      expect(
        await knex('rollup_day').where('entity_uid', 'uid-cart'),
      ).toHaveLength(1);
    });

    it('T21 do not count what was not carried out', async () => {
      await app.ingest(
        deployed('a', daysAgo(4)),
        deployed('b', daysAgo(3), { status: 'skipped' }),
        deployed('c', daysAgo(3), { status: 'canceled' }),
        deployed('a', daysAgo(2), { key: 'same again' }),
      );
      await app.settle();
      expect(
        summary(await app.days('production'), 'deployments', 'redeploys'),
      ).toEqual([
        ['2026-11-16', 1, 0],
        ['2026-11-18', 0, 1],
      ]);
    });

    it('T22 keep a success that its provider later calls inactive', async () => {
      await app.ingest(deployed('a', daysAgo(3)));
      await app.settle();
      const before = await app.derived();
      await app.ingest(
        deployed('a', daysAgo(3), {
          status: 'unknown',
          providerStatus: 'inactive',
          version: { generation: 1, terminal: false, at: daysAgo(1) },
        }),
      );
      await app.settle();
      expect(await app.derived()).toEqual(before);
    });
  },
);
