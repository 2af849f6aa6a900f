import {
  type FileTree,
  LOCK_PATH,
  type LockFile,
  parseLock,
} from '@backstage-devops/plugin-devops-generators';
import { InputError } from '@backstage/errors';

/**
 * The lock file of a repository.
 *
 * @throws InputError when there is none, or when it cannot be used.
 */
export async function readLock(tree: FileTree): Promise<LockFile> {
  const text = await tree.read(LOCK_PATH);
  if (text === undefined) {
    throw new InputError(
      `${LOCK_PATH} is missing: 'devops pipeline --provider NAME --out .' generates a pipeline and writes it`,
    );
  }
  return parseLock(text);
}
