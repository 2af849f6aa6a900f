import type { PipelineDifference } from '@backstage-devops/plugin-devops-common';

/**
 * What an organisation asks of every generated pipeline.
 *
 * @public
 */
export interface PipelinePolicy {
  /** Gates that no pipeline may lack. */
  gates?: string[];
  /** Least coverage in percent. */
  coverage?: number;
}

/**
 * How a generated pipeline differs from what its generator would write today.
 *
 * @public
 */
export interface PipelineCheck {
  differences: PipelineDifference[];
  /** What could not be checked, and why. */
  unchecked: Array<{ kind: PipelineDifference['kind']; reason: string }>;
}

/**
 * A lock file that was understood.
 *
 * @public
 */
export interface LockedPipeline {
  generator: { name: string; version: string };
  /** The gates that the pipeline had when it was generated. */
  gates: string[];
  /**
   * The files that a check compares, by their paths from the folder that
   * `.devops` lies in. A file that is known to have the generated text need
   * not be read again.
   */
  files: Array<{ path: string; generated?: string }>;
  /**
   * Compares. It reads nothing itself: files that are not in the map do not
   * exist, and without a map edits remain unchecked, for the reason given.
   */
  check(options: {
    policy: PipelinePolicy;
    files: ReadonlyMap<string, string> | { unread: string };
  }): Promise<PipelineCheck>;
}

/**
 * Knows what generators would write today.
 *
 * @public
 */
export interface PipelineChecker {
  /**
   * Of the generators. Another version finds other differences in the same
   * files, so everything is checked again.
   */
  readonly version: string;
  /**
   * Understands the text of a lock file.
   *
   * @throws Error that says what is wrong with it and what to do.
   */
  open(text: string): LockedPipeline;
}
