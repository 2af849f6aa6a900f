/**
 * Push API of the devops backend.
 *
 * @packageDocumentation
 */

export { devopsModulePush } from './module';
export { devopsModulePush as default } from './module';
