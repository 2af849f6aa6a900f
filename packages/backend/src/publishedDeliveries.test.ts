import { TestDatabases } from '@backstage/backend-test-utils';
import examples from '@octokit/webhooks-examples';
import fc from 'fast-check';
import { setupServer } from 'msw/node';
import { gitlabSamples } from './__testUtils__/gitlabSamples';
import { forgeHandlers, startForges } from './__testUtils__/startForges';
import type { Delivery } from './__testUtils__/startForges';

/**
 * What GitHub's community collected and what GitLab documents: payloads that
 * nobody here wrote, and that contradict each other under the same ids.
 */
const github = (...events: string[]): Delivery[] =>
  examples
    .filter(({ name }) => events.includes(name))
    .flatMap(({ name, examples: bodies }) =>
      bodies.map(body => ({ forge: 'github' as const, event: name, body })),
    );
const groups: Delivery[][] = [
  github('workflow_run'),
  github('workflow_job'),
  github('workflow_run', 'workflow_job'),
  github('deployment', 'deployment_status'),
  github('pull_request', 'pull_request_review'),
  github('pull_request_review'),
  ...gitlabSamples,
];

/** Some deliveries about the same things, and how they arrive. */
const arrival = fc
  .constantFrom(...groups)
  .chain(group => fc.subarray(group, { minLength: 2, maxLength: 4 }))
  .chain(deliveries =>
    fc.record({
      deliveries: fc.constant(deliveries),
      order: fc.shuffledSubarray(deliveries, { minLength: deliveries.length }),
      repeated: fc.array(fc.constantFrom(...deliveries), { maxLength: 2 }),
      /** After that many the store comes to rest before the others arrive. */
      rest: fc.nat({ max: deliveries.length }),
    }),
  );

const forges = setupServer(...forgeHandlers);
beforeAll(() => forges.listen({ onUnhandledRequest: 'error' }));
afterAll(() => forges.close());

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'published webhooks on %s',
  databaseId => {
    type World = Awaited<ReturnType<typeof startForges>>;
    let world: World;
    /** Another one beside it, so that both sides of a case go on at once. */
    let other: World;

    beforeAll(async () => {
      world = await startForges(await databases.init(databaseId));
      other = await startForges(await databases.init(databaseId));
    }, 120_000);

    afterAll(() => Promise.all([world.stop(), other.stop()]));

    it('all lead to rows', async () => {
      for (const group of groups) {
        await world.deliver(group);
        const rows = Object.values(await world.rows()).flat();
        expect(rows.length).toBeGreaterThan(0);
        await world.forget();
      }
    }, 60_000);

    it('end in the same rows in any order, with duplicates and delays', async () => {
      const rowsOf = async (place: World, ...parts: Delivery[][]) => {
        for (const part of parts.filter(({ length }) => length > 0)) {
          await place.deliver(part);
          await place.settle();
        }
        const rows = await place.rows();
        await place.forget();
        return rows;
      };
      await fc.assert(
        fc.asyncProperty(
          arrival,
          async ({ deliveries, order, repeated, rest }) => {
            const [expected, actual] = await Promise.all([
              rowsOf(world, deliveries),
              rowsOf(other, order.slice(0, rest), [
                ...repeated,
                ...order.slice(rest),
              ]),
            ]);
            expect(actual).toEqual(expected);
          },
        ),
        { numRuns: 100 },
      );
    }, 600_000);
  },
);
