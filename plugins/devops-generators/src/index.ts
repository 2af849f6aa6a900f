/**
 * Generators for pipelines, environments and service level objectives:
 * specification in, files out.
 *
 * @packageDocumentation
 */
export * from './files';
export * from './pins';
export * from './pipeline';
