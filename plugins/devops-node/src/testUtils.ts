/**
 * The suite that every provider module runs.
 *
 * @packageDocumentation
 */

export {};
