export {
  createEnvironments,
  type EnvironmentsResult,
  type EnvironmentsSpec,
} from './createEnvironments';
export {
  ENVIRONMENT_TIERS,
  type EnvironmentSpec,
  type EnvironmentTier,
} from './types';
