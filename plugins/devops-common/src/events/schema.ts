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
  withKey,
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

/** The name of an environment that the provider does not know. */
const UNKNOWN_ENVIRONMENT = 'unknown';

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

const deploymentFields: Schema<DeploymentEvent> = fields({
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
  updatedAt: optionalInstant,
}).transform((event, context) => {
  if (event.outcome === 'success' && event.finishedAt === undefined) {
    context.addIssue({
      code: 'custom',
      path: ['finishedAt'],
      message: 'is missing: a deployment that succeeded has an end',
    });
    return z.NEVER;
  }
  const environment = event.environment ?? event.tier ?? UNKNOWN_ENVIRONMENT;
  return {
    ...event,
    environment,
    tier: event.tier ?? tierOfEnvironmentName(environment),
  };
});

/** A provider may not know the environment, but the writer has to say so. */
const deployment: Schema<DeploymentEvent> = withKey(
  ['environment', 'tier'],
  'is missing: give the name of the environment, or "tier" with production, staging, testing or development',
  deploymentFields,
);

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
  updatedAt: optionalInstant,
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
  updatedAt: optionalInstant,
});

/** An empty `from` is the beginning of history; without the key it is a mistake. */
const range: Schema<RangeEvent> = withKey(
  ['from'],
  'is missing: give a commit hash, or an empty text for the beginning of history',
  fields({
    type: z.literal('range'),
    entity: optional,
    unit: optional,
    from: revision.optional(),
    to: revision,
    commits,
  }),
);

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
  updatedAt: optionalInstant,
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
  updatedAt: optionalInstant,
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
