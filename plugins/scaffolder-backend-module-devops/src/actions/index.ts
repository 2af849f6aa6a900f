import { createEnvironmentCreateAction } from './environmentCreate/action';
import { createGateCheckAction } from './gateCheck/action';
import { createPipelineCreateAction } from './pipelineCreate/action';
import { createPipelineUpdateAction } from './pipelineUpdate/action';
import { createPipelineValidateAction } from './pipelineValidate/action';
import { createSloCreateAction } from './sloCreate/action';
import { createStackDetectAction } from './stackDetect/action';

/** All actions of this module. */
export const createActions = (
  options: Parameters<typeof createGateCheckAction>[0],
) => [
  createStackDetectAction(),
  createPipelineCreateAction(),
  createPipelineValidateAction(),
  createPipelineUpdateAction(),
  createEnvironmentCreateAction(),
  createSloCreateAction(),
  createGateCheckAction(options),
];
