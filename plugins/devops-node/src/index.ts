/**
 * The contract between the devops backend and its provider modules.
 *
 * @packageDocumentation
 */

export * from './drift';
export * from './extensions';
export * from './http';
export * from './providers';
export * from './permissions';
export * from './tokens';
