/**
 * CDEvents for the devops backend.
 *
 * @packageDocumentation
 */

export { devopsModuleCdevents } from './module';
export { devopsModuleCdevents as default } from './module';
