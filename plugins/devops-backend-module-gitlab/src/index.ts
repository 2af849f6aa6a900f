/**
 * GitLab provider for the devops backend.
 *
 * @packageDocumentation
 */

export { devopsModuleGitlab } from './module';
export { devopsModuleGitlab as default } from './module';
