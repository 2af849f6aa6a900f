import type { Schemas } from './schemas';

/**
 * State of a run, a job or a deployment, the same words for every provider.
 *
 * @public
 */
export type RunStatus = Schemas['RunStatus'];

/**
 * What a run or job with status `waiting` waits for.
 *
 * @public
 */
export type WaitingOn = Schemas['WaitingOn'];

/**
 * Tier of an environment, in promotion order; `other` sorts last.
 *
 * @public
 */
export type EnvironmentTier = Schemas['EnvironmentTier'];

/**
 * Who started a run or a deployment, as the provider names them.
 *
 * @public
 */
export type Actor = Schemas['Actor'];

/**
 * A commit, as far as the provider told of it.
 *
 * @public
 */
export type Commit = Schemas['Commit'];

/**
 * One run of a pipeline.
 *
 * @public
 */
export type PipelineRun = Schemas['PipelineRun'];

/**
 * One job of a run.
 *
 * @public
 */
export type JobRun = Schemas['JobRun'];

/**
 * What the provider would do with a job now.
 *
 * @public
 */
export type JobControl = JobRun['controls'][number];

/**
 * What the provider would do with a run now.
 *
 * @public
 */
export type RunControl = PipelineRunDetail['controls'][number];

/**
 * A run with its jobs.
 *
 * @public
 */
export type PipelineRunDetail = Schemas['PipelineRunDetail'];

/**
 * How an earlier attempt of a run ended.
 *
 * @public
 */
export type RunAttempt = Schemas['RunAttempt'];

/**
 * The log of a job, from the store.
 *
 * @public
 */
export type JobTrace = Schemas['JobTrace'];

/**
 * One deployment to one environment.
 *
 * @public
 */
export type Deployment = Schemas['Deployment'];

/**
 * What runs in an environment, and what waits to be deployed there.
 *
 * @public
 */
export type EnvironmentState = Schemas['EnvironmentState'];

/**
 * A manual job that would deploy to an environment.
 *
 * @public
 */
export type PendingDeployment = Schemas['PendingDeployment'];

/**
 * The content of the Delivery card.
 *
 * @public
 */
export type DeliverySummary = Schemas['DeliverySummary'];

/**
 * The first line of the Delivery card, as data.
 *
 * @public
 */
export type DeliveryHeadline = Schemas['DeliveryHeadline'];

/**
 * What a quality gate said.
 *
 * @public
 */
export type GateStatus = Schemas['GateStatus'];

/**
 * One step of a job.
 *
 * @public
 */
export type StepRun = Schemas['StepRun'];
