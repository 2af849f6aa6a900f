/**
 * The `devops` command.
 *
 * @packageDocumentation
 */

export { run, type Terminal } from './run';
