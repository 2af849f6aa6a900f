/**
 * Generators for pipelines, environments and service level objectives:
 * specification in, files out.
 *
 * @packageDocumentation
 */
export * from './delivery';
export * from './detect';
export * from './drift';
export * from './environments';
export * from './files';
export * from './generation';
export * from './lock';
export * from './merge';
export * from './pins';
export * from './pipeline';
export * from './slo';
export * from './update';
