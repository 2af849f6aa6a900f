export { formatLock, parseLock } from './lockFile';
export {
  LOCK_PATH,
  type FileMode,
  type LockedFile,
  type LockFile,
} from './types';
