export { createPipeline } from './createPipeline';
export { checkGitlabPipeline } from './emitters/gitlab/rules';
export { GATES, type Gate } from './gates';
export type { IncludeSpec } from './includes';
export * from './model';
export type {
  GateReport,
  NodeStackSpec,
  PipelineResult,
  PipelineSpec,
  RuleResult,
} from './types';
