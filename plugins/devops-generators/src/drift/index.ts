export { checkDrift } from './checkDrift';
export {
  DRIFT_KINDS,
  type Drift,
  type DriftKind,
  type DriftReport,
  type PipelinePolicy,
} from './types';
