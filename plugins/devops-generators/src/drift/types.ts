import { LockFile } from '../lock';

/**
 * Why a repository is no longer what its generator would make.
 *
 * - `template`: the generator writes something else now
 * - `local`: the team edited or removed a file
 * - `pins`: an image, action or tool has a newer reviewed version
 * - `policy`: a gate is required that the pipeline lacks or has weakened
 * - `stack`: the repository is made of something else now
 *
 * @public
 */
export const DRIFT_KINDS = [
  'template',
  'local',
  'pins',
  'policy',
  'stack',
] as const;

/** @public */
export type DriftKind = (typeof DRIFT_KINDS)[number];

/**
 * One difference between a repository and what its generator would make.
 *
 * @public
 */
export interface Drift {
  kind: DriftKind;
  /** The file that it is about, or the folder of a component. */
  path?: string;
  message: string;
  from?: string | null;
  to?: string | null;
  /** Whether it is as it should be: an edit of a file that is shared. */
  expected?: boolean;
  /** What takes it away, to be run in the repository; absent where no command does. */
  command?: string;
}

/**
 * What an organisation asks of every pipeline.
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
 * What was found about one repository.
 *
 * @public
 */
export interface DriftReport {
  generator: LockFile['generator'];
  drift: Drift[];
  /** What could not be checked, and why. */
  unchecked: Array<{ kind: DriftKind; reason: string }>;
}
