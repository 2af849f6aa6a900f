import { LockFile } from '../lock';
import { Contradiction } from '../merge';

/**
 * What an update does to one file.
 *
 * @public
 */
export interface FileUpdate {
  path: string;
  action: 'create' | 'change' | 'delete' | 'keep';
  /** Why, in one sentence. */
  reason: string;
  /** The whole text that the file gets; only when it is written. */
  content?: string;
  executable?: boolean;
}

/**
 * What an update of a repository would do.
 *
 * @public
 */
export interface UpdatePlan {
  files: FileUpdate[];
  /** What somebody has to decide before anything is written. */
  contradictions: Array<Contradiction & { file: string }>;
  /** The lock file that belongs to the files after the update. */
  lock: LockFile;
}
