/**
 * A place in a file.
 *
 * @public
 */
export interface SloPlace {
  file: string;
  /** Counted from 1. */
  line: number;
  /** Counted from 1. */
  column: number;
}

/**
 * What a file is written in: the value of its `apiVersion` or `version`.
 *
 * @public
 */
export type SloFormat =
  | 'openslo/v1'
  | 'openslo/v1alpha'
  | 'prometheus/v1'
  | 'sloth.slok.dev/v1'
  | 'pyrra.dev/v1alpha1';

/**
 * The document that objectives come from; those of one document share it.
 *
 * @public
 */
export interface SloDocument {
  format: SloFormat;
  /** Position of the document among those that were read together, from 0. */
  index: number;
  /** `metadata.name`, or the service of a document without one. */
  name: string;
  /** Namespace of a Kubernetes resource. */
  namespace?: string;
}

/**
 * What is wrong with a file. An `error` refuses the document, a `warning` is to
 * be looked at although the document is used, a `note` says what was passed over.
 *
 * @public
 */
export interface SloProblem {
  severity: 'error' | 'warning' | 'note';
  file: string;
  /** Counted from 1. */
  line: number;
  /** Counted from 1. */
  column: number;
  /** Path of the key, such as `spec.objectives[0].target`; empty for the document. */
  key: string;
  message: string;
  /** What to do about it. */
  remedy: string;
}
