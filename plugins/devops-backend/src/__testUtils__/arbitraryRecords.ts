import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';
import fc from 'fast-check';

const word = fc.constantFrom('a', 'b', 'c');
const instant = fc
  .integer({ min: 0, max: 3 })
  .map(second => new Date(1_700_000_000_000 + second * 1000).toISOString());
const optional = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined });
const status = fc.constantFrom(
  'queued',
  'running',
  'waiting',
  'succeeded',
  'failed',
  'canceled',
  'skipped',
  'unknown',
);

// Few values, so that ties and conflicts are the rule.
const version = fc.record({
  generation: fc.integer({ min: 0, max: 2 }),
  terminal: fc.boolean(),
  at: fc.integer({ min: 0, max: 2 }),
});
const base = { scope: fc.constantFrom('one', 'two'), key: word, version };
const attempt = optional(fc.integer({ min: 1, max: 3 }));
const times = {
  startedAt: optional(instant),
  finishedAt: optional(instant),
  durationMs: optional(fc.integer({ min: 0, max: 9 })),
  url: optional(word),
};

const run = fc.record({
  ...base,
  ...times,
  type: fc.constant('run'),
  externalId: word,
  status,
  providerStatus: word,
  ref: word,
  revision: word,
  createdAt: instant,
  name: optional(word),
  attempt,
  defaultBranch: optional(fc.boolean()),
  commit: optional(fc.record({ sha: word })),
  waitingOn: optional(fc.constantFrom('manual', 'runner')),
  controls: optional(fc.subarray(['retry', 'cancel'])),
});
const job = fc.record({
  ...base,
  ...times,
  type: fc.constant('job'),
  runKey: word,
  externalId: word,
  name: word,
  status,
  providerStatus: word,
  coverage: optional(fc.constantFrom(0, 50.5)),
  retried: optional(fc.boolean()),
  steps: optional(
    fc.array(fc.record({ name: word, status }), { maxLength: 2 }),
  ),
});
const deployment = fc.record({
  ...base,
  ...times,
  type: fc.constant('deployment'),
  externalId: word,
  environment: word,
  status,
  providerStatus: word,
  revision: word,
  createdAt: instant,
  environmentUrl: optional(word),
  runKey: optional(word),
  unit: optional(word),
  attempt,
  markedFailed: optional(fc.boolean()),
  markedUnplanned: optional(fc.boolean()),
});
const environment = fc.record({
  ...base,
  type: fc.constant('environment'),
  name: word,
  url: optional(word),
  gone: optional(fc.boolean()),
});

const commits = fc.array(fc.record({ sha: word }), { maxLength: 2 });
const change = fc.record({
  ...base,
  type: fc.constant('change'),
  externalId: word,
  status: fc.constantFrom('open', 'merged', 'closed'),
  createdAt: instant,
  title: optional(word),
  author: optional(fc.record({ name: word })),
  commits: optional(commits),
  labels: optional(fc.subarray(['hotfix', 'bug'])),
  mergedAt: optional(instant),
  closedAt: optional(instant),
});
const range = fc.record({
  ...base,
  type: fc.constant('range'),
  from: word,
  to: word,
  unit: optional(word),
  direction: fc.constantFrom('ahead', 'behind', 'diverged', 'identical'),
  commits,
  complete: fc.boolean(),
});
const incident = fc.record({
  ...base,
  type: fc.constant('incident'),
  externalId: word,
  status: fc.constantFrom('open', 'acknowledged', 'resolved'),
  startedAt: instant,
  severity: optional(word),
  deploymentKey: optional(word),
  resolvedAt: optional(instant),
});
const alert = fc.record({
  ...base,
  type: fc.constant('alert'),
  externalId: word,
  name: word,
  status: fc.constantFrom('firing', 'resolved'),
  startedAt: instant,
  endedAt: optional(instant),
  labels: optional(fc.record({ severity: word })),
});
const gate = fc.record({
  ...base,
  type: fc.constant('gate'),
  runKey: word,
  jobKey: optional(word),
  name: word,
  kind: word,
  status: fc.constantFrom('passed', 'failed', 'warned', 'skipped'),
  createdAt: instant,
  value: optional(fc.constantFrom(0, 79.5)),
  threshold: optional(fc.constantFrom(80)),
});

/** Records of all types, and an order in which they arrive. */
export const deliveries = fc
  .array(
    fc.oneof(
      run,
      job,
      deployment,
      environment,
      change,
      range,
      incident,
      alert,
      gate,
    ),
    {
      minLength: 1,
      maxLength: 10,
    },
  )
  .chain(records =>
    fc.record({
      records: fc.constant(records as DeliveryRecord[]),
      // Each record arrives at least once, in any order, some of them again.
      arrivals: fc
        .tuple(
          fc.shuffledSubarray([...records.keys()], {
            minLength: records.length,
          }),
          fc.array(fc.nat(records.length - 1), { maxLength: 5 }),
          fc.nat(),
        )
        .map(([order, again, at]) => {
          const indexes = [...order];
          indexes.splice(at % (order.length + 1), 0, ...again);
          return indexes;
        }),
      batch: fc.integer({ min: 1, max: 4 }),
    }),
  );
