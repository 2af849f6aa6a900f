/**
 * Checks of generated pipelines for the devops backend.
 *
 * @packageDocumentation
 */

export { devopsModuleDrift, devopsModuleDrift as default } from './module';
