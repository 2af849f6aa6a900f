import { TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { readFileSync } from 'fs';
import { setupServer } from 'msw/node';
import { join } from 'path';
import { forgeHandlers, startForges } from './__testUtils__/startForges';
import type { Delivery } from './__testUtils__/startForges';

/**
 * What the forge of the lab sent while it ran the pipelines of one seeded
 * service: runs that pass, one that fails, and deployments to three
 * environments; and while people merged one change, closed, reopened and
 * closed another, and did the same with an incident.
 */
const deliveries = readFileSync(
  join(__dirname, '__fixtures__/deliveries.ndjson'),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line): Delivery => {
    const { event, body } = JSON.parse(line) as Omit<Delivery, 'forge'>;
    return { forge: 'gitlab', event, body };
  });

const forges = setupServer(...forgeHandlers);
beforeAll(() => forges.listen({ onUnhandledRequest: 'error' }));
afterAll(() => forges.close());

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'webhooks of the forge on %s',
  databaseId => {
    let world: Awaited<ReturnType<typeof startForges>>;

    beforeAll(async () => {
      world = await startForges(await databases.init(databaseId));
    }, 60_000);

    afterAll(() => world.stop());

    it('tell of a failed run, its failed job and three environments', async () => {
      await world.deliver(deliveries);

      const rows = await world.rows();

      expect(rows.pipeline_run.map(({ status }) => status).sort()).toEqual([
        'failed',
        'succeeded',
      ]);
      expect(
        rows.deployment
          .filter(({ status }) => status === 'succeeded')
          .map(({ environment }) => environment)
          .sort(),
      ).toEqual(['development', 'production', 'staging']);
      await world.forget();
    }, 60_000);

    it('tell of changes and incidents, however often they were reopened', async () => {
      await world.deliver(deliveries);

      const rows = await world.rows();

      const statesOf = (table: string) =>
        rows[table]
          .map(({ external_id, status }) => `${external_id} ${status}`)
          .sort();
      expect(statesOf('change')).toEqual(['!1 merged', '!2 closed']);
      expect(statesOf('incident')).toEqual(['#1 resolved', '#2 open']);
      await world.forget();
    }, 60_000);

    it('end in the same rows in any order and with any duplicates', async () => {
      await world.deliver(deliveries);
      const expected = await world.rows();
      await world.forget();

      await fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray([...deliveries, ...deliveries, ...deliveries], {
            minLength: 0,
            maxLength: deliveries.length,
          }),
          fc.shuffledSubarray(deliveries, {
            minLength: deliveries.length,
            maxLength: deliveries.length,
          }),
          async (extra, all) => {
            await world.deliver([...extra, ...all]);
            expect(await world.rows()).toEqual(expected);
            await world.forget();
          },
        ),
        { numRuns: databaseId.startsWith('SQLITE') ? 12 : 4 },
      );
    }, 240_000);

    it('end in the same rows when they come doubled and in reverse order', async () => {
      await world.deliver(deliveries);
      const expected = await world.rows();
      await world.forget();

      await world.deliver(
        deliveries.flatMap(delivery => [delivery, delivery]).reverse(),
      );

      expect(await world.rows()).toEqual(expected);
      await world.forget();
    }, 60_000);
  },
);
