import { createEnvironmentCreateAction } from './environmentCreate/action';
import { createPipelineCreateAction } from './pipelineCreate/action';
import { createSloCreateAction } from './sloCreate/action';

/** All actions of this module. */
export const createActions = () => [
  createPipelineCreateAction(),
  createEnvironmentCreateAction(),
  createSloCreateAction(),
];
