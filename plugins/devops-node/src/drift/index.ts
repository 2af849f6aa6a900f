export type {
  LockedPipeline,
  PipelineCheck,
  PipelineChecker,
  PipelinePolicy,
} from './types';
