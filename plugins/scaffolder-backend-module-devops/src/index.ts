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
export { createPipelineCreateAction } from './actions/pipelineCreate/action';
export { createSloCreateAction } from './actions/sloCreate/action';
