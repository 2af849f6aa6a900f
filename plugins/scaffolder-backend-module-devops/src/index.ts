/**
 * Scaffolder actions that give a service its pipeline, its environments and
 * its service level objectives.
 *
 * @packageDocumentation
 */
export {
  scaffolderModuleDevops,
  scaffolderModuleDevops as default,
} from './module';
export { createEnvironmentCreateAction } from './actions/environmentCreate/action';
export { createGateCheckAction } from './actions/gateCheck/action';
export { createPipelineCreateAction } from './actions/pipelineCreate/action';
export { createPipelineUpdateAction } from './actions/pipelineUpdate/action';
export { createPipelineValidateAction } from './actions/pipelineValidate/action';
export { createSloCreateAction } from './actions/sloCreate/action';
export { createStackDetectAction } from './actions/stackDetect/action';
