import { PipelineComponent } from '../delivery';

/**
 * Where the lock file of a repository lies.
 *
 * @public
 */
export const LOCK_PATH = '.devops/lock.json';

/**
 * Whose a generated file is.
 *
 * - `owned`: the generator's; what is edited in it is replaced.
 * - `merged`: the generator's and the team's; an update keeps both changes.
 * - `once`: the team's from the day it was written.
 *
 * @public
 */
export type FileMode = 'owned' | 'merged' | 'once';

/**
 * A file that was generated, as it was on the day it was generated.
 *
 * @public
 */
export interface LockedFile {
  /** Path relative to the root of the repository, with forward slashes. */
  path: string;
  mode: FileMode;
  /** The generated text, which an update compares both sides with. */
  base: string;
  executable?: boolean;
}

/**
 * What the files of a repository were generated from.
 *
 * @public
 */
export interface LockFile {
  generator: {
    /** Which generator it was. */
    name: string;
    version: string;
  };
  /** What the team decided; no secrets, only their names. */
  inputs: Record<string, unknown>;
  /** What the repository was made of. */
  stack: PipelineComponent[];
  /** The gates that the pipeline had. */
  gates: string[];
  files: LockedFile[];
}
