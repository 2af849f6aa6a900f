/**
 * DORA metrics of delivery events: definitions, explanations and benchmarks.
 * Pure functions.
 *
 * @packageDocumentation
 */

export type { AttributionConfidence } from './attribution';
export * from './benchmarks/industries2025';
export * from './benchmarks/quickCheck';
export { analyzeDora, computeDora, type DoraAnalysis } from './computeDora';
export {
  DORA_DEFINITIONS,
  DORA_RULES,
  type DoraDefinition,
  type DoraRules,
} from './definitions';
export { recordsFromEvents } from './fromEvents';
export { LogHistogram, type SerializedLogHistogram } from './LogHistogram';
export type { DoraOptions, UnitPaths } from './options';
export * from './records';
export * from './result';
export { lowerMedian, quantile } from './statistics';
export type { DeploymentKind, DeploymentVerdict } from './timelines';
