import type { Schemas } from './schemas';

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
