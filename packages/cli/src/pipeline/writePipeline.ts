import {
  createLock,
  type FileTree,
  formatLock,
  type Generation,
  GENERATED_BY,
  type GenerationRequest,
  LOCK_PATH,
  type LockFile,
  parseLock,
  type PlannedFile,
} from '@backstage-devops/plugin-devops-generators';
import { InputError } from '@backstage/errors';
import { mkdir } from 'fs/promises';
import { openDirectory } from '../files/directoryTree';
import { checkInside, writeFiles } from '../files/writeFiles';

/**
 * Writes a new pipeline and its lock file. What people wrote or changed is not
 * replaced: a pipeline of theirs is in the way, other files stay as they are.
 *
 * @returns the paths that were written and those that were left as they are
 * @throws InputError that names the file that is in the way.
 */
export async function writePipeline(
  folder: string,
  request: GenerationRequest,
  generation: Generation,
): Promise<{ written: string[]; kept: string[] }> {
  await mkdir(folder, { recursive: true });
  for (const path of [LOCK_PATH, ...generation.files.map(file => file.path)]) {
    await checkInside(folder, path);
  }
  const tree = await openDirectory(folder);
  const lockText = await tree.read(LOCK_PATH);
  const lock = lockText === undefined ? undefined : parseLock(lockText);
  const [main] = generation.files;
  const kept: string[] = [];
  for (const file of generation.files) {
    const owner = await ownerOf(file, tree, lock);
    if (owner === 'team' && file === main) {
      throw new InputError(
        `${file.path} exists and was not generated: move it away, or write to another folder with --out`,
      );
    }
    if (owner === 'both') {
      throw new InputError(
        `${file.path} was edited since it was generated: 'devops update' keeps the edits, also with --set`,
      );
    }
    if (owner === 'team') {
      kept.push(file.path);
    }
  }
  const files = generation.files.filter(({ path }) => !kept.includes(path));
  const locked = createLock(request, {
    ...generation,
    files: generation.files.map(file =>
      kept.includes(file.path) ? { ...file, mode: 'once' } : file,
    ),
  });
  await writeFiles(folder, [
    ...files,
    { path: LOCK_PATH, content: formatLock(locked) },
  ]);
  return { written: [...files.map(({ path }) => path), LOCK_PATH], kept };
}

/** Whose a file is that is to be written. */
async function ownerOf(
  { path, content }: PlannedFile,
  tree: FileTree,
  lock: LockFile | undefined,
): Promise<'template' | 'team' | 'both'> {
  const current = await tree.read(path);
  const locked = lock?.files.find(file => file.path === path);
  if (current === undefined || current === content) {
    return 'template';
  }
  if (locked?.mode === 'once') {
    return 'team';
  }
  if (locked) {
    return current === locked.base ? 'template' : 'both';
  }
  // Written before there were lock files.
  return current.slice(0, 500).includes(GENERATED_BY) ? 'template' : 'team';
}
