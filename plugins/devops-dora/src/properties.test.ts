import { normalizeEntityRef } from '@backstage-devops/plugin-devops-common';
import fc from 'fast-check';
import { computeDora } from './computeDora';
import type { DoraOptions } from './options';
import type {
  ChangeRecord,
  DeliveryRecords,
  DeploymentRecord,
  IncidentRecord,
  RangeRecord,
} from './records';
import { DAY, HOUR, START } from './testRecords';

const revision = fc.constantFrom('A', 'B', 'C', 'D', 'E');
const instant = fc.integer({ min: 0, max: 40 * 24 }).map(h => START + h * HOUR);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined });
const entity = fc.constantFrom('shop', 'component:default/Shop', 'cart');

const deployment: fc.Arbitrary<DeploymentRecord> = fc.record({
  id: fc.constantFrom('d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7', 'd8'),
  entity,
  unit: maybe(fc.constantFrom('api', 'web')),
  environment: fc.constantFrom('production', 'Production', 'eu'),
  tier: fc.constantFrom('production' as const, 'staging' as const),
  revision: maybe(revision),
  outcome: fc.constantFrom(
    'success' as const,
    'success' as const,
    'failure' as const,
    'running' as const,
  ),
  startedAt: maybe(instant),
  finishedAt: instant,
  attempt: maybe(fc.integer({ min: 1, max: 3 })),
  failed: maybe(fc.boolean()),
  unplanned: maybe(fc.boolean()),
});
const incident: fc.Arbitrary<IncidentRecord> = fc.record({
  id: fc.constantFrom('i1', 'i2', 'i3'),
  entity,
  startedAt: instant,
  resolvedAt: maybe(instant),
  deployment: maybe(fc.constantFrom('d1', 'd2', 'd9')),
});
const change: fc.Arbitrary<ChangeRecord> = fc.record({
  id: fc.constantFrom('pr1', 'pr2', 'pr3'),
  entity,
  revision: maybe(revision),
  commits: fc.array(
    fc.record({
      sha: revision,
      authoredAt: maybe(instant),
      message: maybe(fc.constantFrom('Revert "x"', 'y')),
    }),
    { maxLength: 3 },
  ),
  createdAt: maybe(instant),
  mergedAt: maybe(instant),
  title: maybe(fc.constantFrom('x', 'Hotfix', 'Revert "x"')),
});
const range: fc.Arbitrary<RangeRecord> = fc.record({
  from: maybe(revision),
  to: revision,
  commits: fc.array(fc.record({ sha: revision, authoredAt: maybe(instant) }), {
    maxLength: 4,
  }),
});
const records: fc.Arbitrary<DeliveryRecords> = fc.record({
  deployments: fc.array(deployment, { maxLength: 12 }),
  incidents: fc.array(incident, { maxLength: 5 }),
  changes: fc.array(change, { maxLength: 5 }),
  ranges: fc.array(range, { maxLength: 5 }),
});
const options: fc.Arbitrary<DoraOptions> = fc.record({
  from: fc.constant(START),
  to: fc.constant(START + 30 * DAY),
  now: fc.constant(START + 35 * DAY),
  definition: fc.constantFrom(
    'dora' as const,
    'devlake' as const,
    'gitlab' as const,
  ),
  scope: maybe(fc.constantFrom('entity' as const, 'all' as const)),
  countFailedRollouts: maybe(fc.boolean()),
  includeRedeploys: maybe(fc.boolean()),
  collapse: maybe(fc.constant({ by: 'revision' as const, withinMs: 2 * HOUR })),
});

/** The items in another order, some of them twice. */
function disorder<T>(items: T[]): fc.Arbitrary<T[]> {
  return fc.subarray(items).chain(again =>
    fc.shuffledSubarray([...items, ...again], {
      minLength: items.length + again.length,
    }),
  );
}

describe('computeDora', () => {
  it('gives the same result for any order and repetition of its input', () => {
    const cases = records.chain(given =>
      fc.record({
        given: fc.constant(given),
        disordered: fc.record({
          deployments: disorder(given.deployments),
          incidents: disorder(given.incidents),
          changes: disorder(given.changes),
          ranges: disorder(given.ranges),
        }),
        chosen: options,
      }),
    );
    fc.assert(
      fc.property(cases, ({ given, disordered, chosen }) => {
        expect(computeDora(disordered, chosen)).toEqual(
          computeDora(given, chosen),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('keeps rates between 0 and 1, and durations from 0 on', () => {
    fc.assert(
      fc.property(records, options, (given, chosen) => {
        const { metrics } = computeDora(given, chosen);
        const rates = [metrics.reworkRate.value, metrics.successRate.value];
        if (chosen.definition !== 'gitlab') {
          rates.push(metrics.changeFailRate.value);
        }
        for (const rate of rates) {
          expect(rate ?? 0).toBeGreaterThanOrEqual(0);
          expect(rate ?? 0).toBeLessThanOrEqual(1);
        }
        expect(metrics.leadTime.value ?? 0).toBeGreaterThanOrEqual(0);
        expect(metrics.recoveryTime.value ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('counts each change at most once in an environment of a unit', () => {
    fc.assert(
      fc.property(records, options, (given, chosen) => {
        const changes = given.changes.map(it => ({
          ...it,
          // What another repository calls by the same number is another one.
          id: `${normalizeEntityRef(it.entity)} ${it.id}`,
        }));
        const keys = computeDora(
          { ...given, changes },
          chosen,
        ).deployments.flatMap(
          ({ entity: ref, unit, environment, changes: ids }) =>
            ids.map(id =>
              JSON.stringify([ref, unit, environment.toLowerCase(), id]),
            ),
        );
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});
