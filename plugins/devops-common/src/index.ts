/**
 * Domain model, annotations, permissions and API client of DevOps for
 * Backstage.
 *
 * @packageDocumentation
 */

export * from './annotations';
export * from './client';
export * from './events';
export * from './model';
export * from './permissions';
export * from './signals';
export * from './tiers';
