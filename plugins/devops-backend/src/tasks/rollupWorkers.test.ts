import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  DAY,
  deployed,
  HOUR,
  incident,
} from '../__testUtils__/deliveryRecords';
import { createFiguresApp, type FiguresApp } from '../__testUtils__/figuresApp';
import { component } from '../__testUtils__/startDevops';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const NOON = Date.parse('2026-11-20T12:00:00Z');
const SIGNAL = new AbortController().signal;

describe.each(databases.eachSupportedId())('workers of figures (%s)', id => {
  let knex: Knex;
  let clock: { now: number };
  const names = Array.from({ length: 10 }, (_, index) => `service-${index}`);

  beforeEach(async () => {
    clock = { now: NOON };
    knex = await databases.init(id);
  });

  const start = () =>
    createFiguresApp({
      knex,
      clock,
      entities: names.map(name => component(name, `shop/${name}`)),
    });
  const claim = (app: FiguresApp, name: string) =>
    app.delivery.figuresStore.claimDirty({
      claim: name,
      now: clock.now,
      leaseMs: 60_000,
      limit: 100,
    });
  const emptyFigures = {
    since: NOON - DAY,
    verdicts: [],
    delivered: [],
    days: [],
    snapshots: [],
  };
  const store = (app: FiguresApp, row: Awaited<ReturnType<typeof claim>>[0]) =>
    app.delivery.figuresStore.storeFigures(row, emptyFigures, {
      sinceDay: '2026-11-19',
      now: clock.now,
      delayMs: 5_000,
    });

  it('compute an entity again that was marked while it was computed', async () => {
    const app = await start();
    await app.follow();
    clock.now += 10_000;
    const [row] = await claim(app, 'one');
    await app.ingest(
      deployed('a', NOON - 2 * DAY, {
        scope: row.entity_uid.replace('uid-', 'shop/'),
      }),
    );
    expect(await store(app, row)).toBeDefined();
    const [left] = await knex('dirty_entity').where({
      entity_uid: row.entity_uid,
    });
    expect(left).toMatchObject({
      claim: null,
      leased_until: null,
      attempts: 0,
    });
    await app.settle();
    expect(
      await knex('deployment_verdict').where({ entity_uid: row.entity_uid }),
    ).toHaveLength(1);
  });

  it('leave an entity to whoever took it over', async () => {
    const app = await start();
    await app.follow();
    clock.now += 10_000;
    const late = await claim(app, 'late');
    expect(late).toHaveLength(names.length);
    expect(await claim(app, 'early')).toEqual([]);
    clock.now += 60_001;
    const [other] = await claim(app, 'other');
    const same = late.find(row => row.entity_uid === other.entity_uid)!;
    expect(await store(app, same)).toBeUndefined();
    expect(await store(app, other)).toBeDefined();
  });

  it('T20 leave the figures alone of an entity that goes while it is computed', async () => {
    const app = await start();
    await app.follow();
    await app.ingest(
      deployed('a', NOON - 1.5 * DAY + HOUR, { scope: 'shop/service-0' }),
      deployed('b', NOON - HOUR, { scope: 'shop/service-0' }),
    );
    await app.settle();
    const before = await app.derived();
    expect(before.days).toHaveLength(2);
    await knex('dirty_entity').update({ due_at: 0 });
    const [row] = await claim(app, 'one');
    await knex('entity').where('uid', row.entity_uid).update({ gone_at: NOON });
    expect(await store(app, row)).toBeUndefined();
    expect(await app.derived()).toEqual(before);
    expect(await knex('dirty_entity')).toEqual([]);
  });

  it('try an entity again that cannot be computed, and go on with the others', async () => {
    const app = await start();
    await app.follow();
    await knex('entity')
      .where('uid', 'uid-service-3')
      .update({ rules_json: '{broken' });
    await app.settle();
    const [left] = await knex('dirty_entity');
    expect(left).toMatchObject({ entity_uid: 'uid-service-3', attempts: 1 });
    expect(left.error).toMatch(/JSON/);
    expect(await knex('entity_snapshot')).toHaveLength((names.length - 1) * 4);

    await knex('entity')
      .where('uid', 'uid-service-3')
      .update({ rules_json: null });
    clock.now += 60_000;
    await app.settle();
    expect(await knex('dirty_entity')).toEqual([]);
    expect(await knex('entity_snapshot')).toHaveLength(names.length * 4);
  });

  it('come to the same figures together as one alone', async () => {
    const story = names.map((name, index) => {
      const scope = `shop/${name}`;
      const at = NOON - (3 + (index % 3)) * DAY;
      return [
        deployed('a', at - HOUR, { scope, key: `${name} a` }),
        deployed('b', at, { scope, key: `${name} b` }),
        incident(index, at + HOUR, at + 3 * HOUR, { scope, key: name }),
      ];
    });
    const alone = await start();
    await alone.follow();
    await alone.ingest(...story.flat());
    await alone.settle();
    const expected = await alone.derived();
    expect(expected.scopeDays).toHaveLength(6);
    await alone.reset();

    clock.now = NOON;
    const [one, two] = [await start(), await start()];
    await one.follow();
    const both = (work: (app: FiguresApp) => Promise<unknown>) =>
      Promise.all([one, two].map(work));
    for (const part of [0, 2, 1]) {
      await both(app =>
        app.ingest(
          ...story
            .filter((_, index) => (index % 2 === 0) === (app === one))
            .map(records => records[part]),
        ),
      );
      clock.now += 10_000;
      await both(async app => {
        // Computing and summing at the same time, in both.
        for (let round = 0; round < 5; round += 1) {
          await app.delivery.rollupWorker.step(SIGNAL);
          await app.delivery.scopeDayWorker.step(SIGNAL);
        }
      });
    }
    await one.settle();
    expect(await two.derived()).toEqual(expected);
    expect(await knex('dirty_entity')).toEqual([]);
    expect(await knex('dirty_scope_day')).toEqual([]);
  });
});
