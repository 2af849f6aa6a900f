/**
 * HTTP probes of environments for the devops backend.
 *
 * @packageDocumentation
 */

export { devopsModuleProbe, devopsModuleProbe as default } from './module';
