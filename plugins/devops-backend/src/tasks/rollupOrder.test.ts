import { TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';
import {
  between,
  DAY,
  deployed,
  HOUR,
  incident,
  merged,
} from '../__testUtils__/deliveryRecords';
import { createFiguresApp } from '../__testUtils__/figuresApp';
import { component } from '../__testUtils__/startDevops';
import { runRecord } from '../__testUtils__/testRecords';

jest.setTimeout(600_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const NOON = Date.parse('2026-11-20T12:00:00Z');

const scope = fc.constantFrom('shop/cart', 'shop/billing');
const revision = fc.constantFrom('a', 'b', 'c', 'd');
/** Old enough to be judged, young enough for every window. */
const at = fc
  .integer({ min: 30, max: 5 * 24 })
  .map(hours => NOON - hours * HOUR);

const deployment = fc
  .record({
    scope,
    revision,
    at,
    environment: fc.constantFrom('production', 'staging'),
    status: fc.constantFrom('succeeded', 'succeeded', 'failed', 'running'),
    markedFailed: fc.option(fc.boolean(), { nil: undefined }),
  })
  .map(({ revision: sha, at: end, status, ...rest }) =>
    deployed(sha, end, {
      ...rest,
      status,
      key: `${rest.scope} ${rest.environment} ${sha} ${end}`,
      version: {
        generation: 1,
        terminal: status !== 'running',
        at: end,
      },
    }),
  );
const change = fc
  .record({ scope, number: fc.nat(5), revision, at })
  .map(({ number, revision: sha, at: end, ...rest }) =>
    merged(number, sha, end, {
      ...rest,
      key: `${rest.scope} change ${number}`,
    }),
  );
const range = fc
  .record({
    scope,
    from: revision,
    to: revision,
    shas: fc.subarray(['a', 'b', 'c', 'd', 'e']),
    direction: fc.constantFrom('ahead', 'behind'),
  })
  .map(({ from, to, shas, ...rest }) =>
    between(from, to, shas, { ...rest, key: `${rest.scope} ${from}..${to}` }),
  );
const trouble = fc
  .record({
    scope,
    number: fc.nat(3),
    at,
    hours: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
    generation: fc.integer({ min: 1, max: 2 }),
    environment: fc.constantFrom(undefined, 'production', 'staging'),
  })
  .map(({ number, at: start, hours, generation, ...rest }) => {
    const end = hours === undefined ? undefined : start + hours * HOUR;
    return incident(number, start, end, {
      ...rest,
      key: `${rest.scope} incident ${number}`,
      version: {
        generation,
        terminal: end !== undefined,
        at: end ?? start,
      },
    });
  });
const run = fc
  .record({
    scope,
    number: fc.nat(5),
    at,
    status: fc.constantFrom('running', 'succeeded', 'failed'),
  })
  .map(({ number, at: start, status, scope: of }) =>
    runRecord(number, {
      scope: of,
      key: `${of} run ${number}`,
      status,
      createdAt: new Date(start).toISOString(),
    }),
  );

const arrivals = fc
  .array(fc.oneof(deployment, deployment, change, range, trouble, run), {
    minLength: 2,
    maxLength: 14,
  })
  .chain(records =>
    fc.record({
      records: fc.constant(records as DeliveryRecord[]),
      /** Each of them at least once, in any order, some again. */
      order: fc
        .tuple(
          fc.shuffledSubarray([...records.keys()], {
            minLength: records.length,
          }),
          fc.array(fc.nat(records.length - 1), { maxLength: 4 }),
        )
        .map(([all, again]) => [...all, ...again]),
      /** How many come together before figures are computed. */
      batch: fc.integer({ min: 1, max: 5 }),
    }),
  );

describe.each(databases.eachSupportedId())('figures (%s)', id => {
  it('are the same in whatever order, however often and late records arrive', async () => {
    const clock = { now: NOON };
    const app = await createFiguresApp({
      knex: await databases.init(id),
      clock,
      entities: [component(), component('billing', 'shop/billing')],
    });
    const derivedOf = async (batches: DeliveryRecord[][]) => {
      await app.reset();
      clock.now = NOON;
      await app.follow();
      for (const batch of batches) {
        await app.ingest(...batch);
        await app.settle();
      }
      return app.derived();
    };
    await fc.assert(
      fc.asyncProperty(arrivals, async ({ records, order, batch }) => {
        const arrived = order.map(index => records[index]);
        const batches: DeliveryRecord[][] = [];
        for (let start = 0; start < arrived.length; start += batch) {
          batches.push(arrived.slice(start, start + batch));
        }
        const expected = await derivedOf([records]);
        expect(await derivedOf(batches)).toEqual(expected);
      }),
      { numRuns: id === 'SQLITE_3' ? 40 : 12 },
    );
    expect(clock.now).toBeLessThan(NOON + DAY / 4);
  });
});
