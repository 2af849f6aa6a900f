/**
 * The devops backend: webhook inbox, delivery store, sweeps, service level
 * objectives and the HTTP API.
 *
 * @packageDocumentation
 */

export { devopsPlugin, devopsPlugin as default } from './plugin';
