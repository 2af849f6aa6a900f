import { z, type ZodType, type ZodTypeDef } from 'zod';
import { tierOfEnvironmentName } from '../tiers';
import {
  attempt,
  fields,
  flag,
  instant,
  oneOf,
  optionalInstant,
  text,
  texts,
} from './fields';
import type {
  ChangeEvent,
  CommitEvent,
  DeliveryEvent,
  DeploymentEvent,
  IncidentEvent,
  JobEvent,
  RangeEvent,
  RunEvent,
} from './types';

type Schema<T> = ZodType<T, ZodTypeDef, unknown>;

const id = text('the identifier that the provider uses');
const entity = text(
  'an entity reference such as component:default/shop, or a name',
);
const revision = text('a commit hash');
const optional = text('a text').optional();

const tier = oneOf([
  'production',
  'staging',
  'testing',
  'development',
  'other',
]);
const outcome = oneOf(['success', 'failure', 'canceled', 'running']);
const status = oneOf([
  'queued',
  'running',
  'waiting',
  'succeeded',
  'failed',
  'canceled',
  'skipped',
  'unknown',
]);

/** A commit, or just its hash. */
const commit: Schema<CommitEvent> = z.preprocess(
  value => (typeof value === 'string' ? { sha: value } : value),
  fields({
    sha: revision,
    authoredAt: optionalInstant,
    committedAt: optionalInstant,
    message: optional,
    paths: texts.optional(),
  }),
);
const commits = z.array(commit, {
  required_error: 'is missing: give the list of commits, [] for none',
  invalid_type_error: 'must be a list of commits',
});

const deployment: Schema<DeploymentEvent> = fields({
  type: z.literal('deployment'),
  id,
  entity,
  unit: optional,
  environment: optional,
  tier: tier.optional(),
  revision: revision.optional(),
  outcome,
  startedAt: optionalInstant,
  finishedAt: optionalInstant,
  version: optional,
  ref: optional,
  url: optional,
  actor: optional,
  runId: optional,
  attempt: attempt.default(1),
  failed: flag.optional(),
  unplanned: flag.optional(),
}).transform((event, context) => {
  const environment = event.environment ?? event.tier;
  if (environment === undefined) {
    context.addIssue({
      code: 'custom',
      path: ['environment'],
      message:
        'is missing: give the name of the environment, or "tier" with production, staging, testing or development',
    });
    return z.NEVER;
  }
  const open = event.outcome === 'running' || event.outcome === 'canceled';
  if (event.finishedAt === undefined && !open) {
    context.addIssue({
      code: 'custom',
      path: ['finishedAt'],
      message: `is missing: a deployment with the outcome ${event.outcome} has an end`,
    });
    return z.NEVER;
  }
  return {
    ...event,
    environment,
    tier: event.tier ?? tierOfEnvironmentName(environment),
  };
});

const incident: Schema<IncidentEvent> = fields({
  type: z.literal('incident'),
  id,
  entity,
  startedAt: instant,
  resolvedAt: optionalInstant,
  deployment: optional,
  title: optional,
  severity: optional,
  environment: optional,
  url: optional,
  service: optional,
});

const change: Schema<ChangeEvent> = fields({
  type: z.literal('change'),
  id,
  entity,
  unit: optional,
  revision: revision.optional(),
  commits: commits.default([]),
  createdAt: optionalInstant,
  mergedAt: optionalInstant,
  title: optional,
  author: optional,
  url: optional,
  labels: texts.optional(),
  branch: optional,
  paths: texts.optional(),
  firstReviewAt: optionalInstant,
  approvedAt: optionalInstant,
});

const range: Schema<RangeEvent> = fields({
  type: z.literal('range'),
  entity: optional,
  unit: optional,
  from: revision,
  to: revision,
  commits,
});

const run: Schema<RunEvent> = fields({
  type: z.literal('run'),
  id,
  entity,
  name: optional,
  status,
  ref: optional,
  defaultBranch: flag.optional(),
  revision: revision.optional(),
  attempt: attempt.default(1),
  createdAt: optionalInstant,
  startedAt: optionalInstant,
  finishedAt: optionalInstant,
  url: optional,
});

const job: Schema<JobEvent> = fields({
  type: z.literal('job'),
  id,
  run: text('the identifier of its run'),
  entity: optional,
  name: text('the name of the job'),
  stage: optional,
  status,
  attempt: attempt.default(1),
  allowFailure: flag.optional(),
  createdAt: optionalInstant,
  startedAt: optionalInstant,
  finishedAt: optionalInstant,
  url: optional,
});

/** The schema of each type of event. */
export const schemas: Record<DeliveryEvent['type'], Schema<DeliveryEvent>> = {
  deployment,
  incident,
  change,
  range,
  run,
  job,
};
