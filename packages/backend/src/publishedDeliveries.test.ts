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
    let world: Awaited<ReturnType<typeof startForges>>;

    beforeAll(async () => {
      world = await startForges(await databases.init(databaseId));
    }, 60_000);

    afterAll(() => world.stop());

    it('all lead to rows', async () => {
      for (const group of groups) {
        await world.deliver(group);
        const rows = Object.values(await world.rows()).flat();
        expect(rows.length).toBeGreaterThan(0);
        await world.forget();
      }
    }, 60_000);

    it('end in the same rows in any order, with duplicates and delays', async () => {
      await fc.assert(
        fc.asyncProperty(
          arrival,
          async ({ deliveries, order, repeated, rest }) => {
            await world.deliver(deliveries);
            const expected = await world.rows();
            await world.forget();

            await world.deliver(order.slice(0, rest));
            await world.settle();
            await world.deliver([...repeated, ...order.slice(rest)]);
            expect(await world.rows()).toEqual(expected);
            await world.forget();
          },
        ),
        { numRuns: databaseId.startsWith('SQLITE') ? 450 : 600 },
      );
    }, 600_000);
  },
);
