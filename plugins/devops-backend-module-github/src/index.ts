/**
 * GitHub provider for the devops backend.
 *
 * @packageDocumentation
 */

export { devopsModuleGithub } from './module';
export { devopsModuleGithub as default } from './module';
