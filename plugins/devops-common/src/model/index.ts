/**
 * The model that every package shares. The shapes are written once, in the
 * OpenAPI document of the backend; these are their names.
 */
export * from './changes';
export * from './delivery';
export * from './drift';
export * from './fleet';
export * from './gate';
export * from './metrics';
export * from './operations';
export * from './slos';
export * from './sources';
