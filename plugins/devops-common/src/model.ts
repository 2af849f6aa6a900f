import type { components } from './schema/generated/api';

type Schemas = components['schemas'];

/**
 * The model that every package shares. The shapes are written once, in the
 * OpenAPI document of the backend; these are their names.
 */

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
 * How complete an answer is, and by which sources.
 *
 * @public
 */
export type Freshness = Schemas['Freshness'];

/**
 * A configured provider instance and how it does.
 *
 * @public
 */
export type SourceHealth = Schemas['SourceHealth'];

/**
 * What a source can do.
 *
 * @public
 */
export type SourceCapability = SourceHealth['capabilities'][number];

/**
 * State of an objective. The last four are no judgement on the service.
 *
 * @public
 */
export type SloState = Schemas['SloState'];

/**
 * One pair of alert windows with its burn rates.
 *
 * @public
 */
export type BurnWindow = Schemas['BurnWindow'];

/**
 * An alert of an objective that fires or is about to.
 *
 * @public
 */
export type SloAlert = Schemas['SloAlert'];

/**
 * A service level objective with its status.
 *
 * @public
 */
export type Slo = Schemas['Slo'];

/**
 * Why an SLO file could not be used.
 *
 * @public
 */
export type SloProblem = Schemas['SloProblem'];

/**
 * Budget left and error ratio over time.
 *
 * @public
 */
export type SloHistory = Schemas['SloHistory'];

/**
 * A commit of a change or between two revisions.
 *
 * @public
 */
export type ChangeCommit = Schemas['ChangeCommit'];

/**
 * State of a merge request or pull request.
 *
 * @public
 */
export type ChangeStatus = Schemas['ChangeStatus'];

/**
 * How one revision lies to another.
 *
 * @public
 */
export type RangeDirection = Schemas['RangeDirection'];

/**
 * State of an incident.
 *
 * @public
 */
export type IncidentStatus = Schemas['IncidentStatus'];

/**
 * One firing of an alert.
 *
 * @public
 */
export type Alert = Schemas['Alert'];

/**
 * State of one firing of an alert.
 *
 * @public
 */
export type AlertStatus = Schemas['AlertStatus'];

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

/**
 * The five metrics.
 *
 * @public
 */
export type MetricName = Schemas['MetricName'];

/**
 * One metric with what it was computed from.
 *
 * @public
 */
export type MetricValue = Schemas['MetricValue'];

/**
 * The delivery metrics of an entity.
 *
 * @public
 */
export type DeliveryMetrics = Schemas['DeliveryMetrics'];

/**
 * A row behind a number.
 *
 * @public
 */
export type MetricRow = Schemas['MetricRow'];

/**
 * What a deployment is against those before it.
 *
 * @public
 */
export type DeploymentKind = Schemas['DeploymentKind'];

/**
 * Whether a deployment proved good.
 *
 * @public
 */
export type DeploymentVerdict = Schemas['DeploymentVerdict'];

/**
 * What would ship from one environment to another.
 *
 * @public
 */
export type PendingChanges = Schemas['PendingChanges'];

/**
 * A merge request or pull request.
 *
 * @public
 */
export type Change = Schemas['Change'];

/**
 * An incident of an entity.
 *
 * @public
 */
export type Incident = Schemas['Incident'];

/**
 * The metrics of an entity or of many, as numbers.
 *
 * @public
 */
export type FleetFigures = Schemas['FleetFigures'];

/**
 * How much each of the figures is from.
 *
 * @public
 */
export type FleetSamples = Schemas['FleetSamples'];

/**
 * An entity with its figures.
 *
 * @public
 */
export type FleetEntity = Schemas['FleetEntity'];

/**
 * Quartiles of many entities, metric by metric.
 *
 * @public
 */
export type FleetDistribution = Schemas['FleetDistribution'];

/**
 * One page of entities with their figures.
 *
 * @public
 */
export type FleetPage = Schemas['FleetPage'];

/**
 * Pooled figures of one day.
 *
 * @public
 */
export type FleetDay = Schemas['FleetDay'];

/**
 * An owner, system or domain with its figures.
 *
 * @public
 */
export type FleetGroup = Schemas['FleetGroup'];

/**
 * One page of owners, systems or domains.
 *
 * @public
 */
export type FleetGroupPage = Schemas['FleetGroupPage'];

/**
 * Why a generated pipeline is no longer what its generator would write.
 *
 * @public
 */
export type DriftKind = Schemas['DriftKind'];

/**
 * Where a generated pipeline is: up to date, behind its template, edited by
 * the team, or with a lock file that cannot be used.
 *
 * @public
 */
export type PipelineState = Schemas['PipelineState'];

/**
 * One difference between a pipeline and what its generator would write.
 *
 * @public
 */
export type PipelineDifference = Schemas['PipelineDifference'];

/**
 * How many differences there are of each kind, or pipelines with one.
 *
 * @public
 */
export type DriftCounts = Schemas['DriftCounts'];

/**
 * A generated pipeline and how far it is from its template.
 *
 * @public
 */
export type GeneratedPipeline = Schemas['GeneratedPipeline'];

/**
 * A generated pipeline with each difference.
 *
 * @public
 */
export type GeneratedPipelineDetail = Schemas['GeneratedPipelineDetail'];

/**
 * One page of generated pipelines, and how many there are of each state.
 *
 * @public
 */
export type DriftPage = Schemas['DriftPage'];

/**
 * How many objectives are in each state.
 *
 * @public
 */
export type SloStateCounts = Schemas['SloStateCounts'];

/**
 * Where an objective of any entity stands.
 *
 * @public
 */
export type FleetSlo = Schemas['FleetSlo'];

/**
 * One page of objectives of many entities.
 *
 * @public
 */
export type FleetSloPage = Schemas['FleetSloPage'];

/**
 * An owner, system or domain with the states of its objectives.
 *
 * @public
 */
export type SloGroup = Schemas['SloGroup'];

/**
 * One page of owners, systems or domains with their objectives.
 *
 * @public
 */
export type SloGroupPage = Schemas['SloGroupPage'];

/**
 * Where a webhook is: it waits, its records are in the store, or it was set
 * aside with an error.
 *
 * @public
 */
export type InboxState = Schemas['InboxState'];

/**
 * A webhook as it came, without its body.
 *
 * @public
 */
export type InboxDelivery = Schemas['InboxDelivery'];

/**
 * A webhook with its body.
 *
 * @public
 */
export type InboxDeliveryDetail = Schemas['InboxDeliveryDetail'];

/**
 * Work waits until it is done and gone, or was set aside with an error.
 *
 * @public
 */
export type WorkState = Schemas['WorkState'];

/**
 * A question to a provider that waits.
 *
 * @public
 */
export type WorkItem = Schemas['WorkItem'];

/**
 * Whether deployments to an environment may go on, and why.
 *
 * @public
 */
export type DeploymentGate = Schemas['DeploymentGate'];

/**
 * Whether deployments of an entity to one of its environments may go on.
 *
 * @public
 */
export type EnvironmentGate = Schemas['EnvironmentGate'];

/**
 * Whether deployments of an entity may go on, by environment.
 *
 * @public
 */
export type EntityGates = Schemas['EntityGates'];

/**
 * Why a gate decides as it does.
 *
 * @public
 */
export type GateReason = Schemas['GateReason'];

/**
 * That somebody let deployments pass for a while.
 *
 * @public
 */
export type GateOverride = Schemas['GateOverride'];
