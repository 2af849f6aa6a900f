import { InputError, isError } from '@backstage/errors';
import type { GeneratedFile } from '@backstage-devops/plugin-devops-generators';
import { lstat, mkdir, realpath, rm, writeFile } from 'fs/promises';
import { dirname, join, relative, sep } from 'path';

/**
 * Writes and deletes files below a folder. Everything is checked before the
 * first file is touched: a link does not lead out of the folder.
 *
 * @throws InputError that names the link that is in the way.
 */
export async function writeFiles(
  folder: string,
  files: GeneratedFile[],
  deleted: string[] = [],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const path of [...files.map(file => file.path), ...deleted]) {
    await checkInside(folder, path);
  }
  for (const { path, content, executable } of files) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content, { mode: executable ? 0o755 : 0o644 });
  }
  for (const path of deleted) {
    await rm(join(folder, path), { force: true });
  }
}

/** @throws InputError when a path leads through a link. */
export async function checkInside(folder: string, path: string): Promise<void> {
  const root = await realpath(folder);
  const target = join(folder, path);
  for (let at = target; at.length > folder.length; at = dirname(at)) {
    const real = await resolveOrUndefined(at);
    if (real === undefined) {
      continue;
    }
    const inside = relative(root, real);
    const isLink = (await lstat(at)).isSymbolicLink();
    if (isLink || inside.startsWith('..') || inside.split(sep).includes('..')) {
      throw new InputError(`${path} leads through a link: remove ${at}`);
    }
  }
}

async function resolveOrUndefined(path: string): Promise<string | undefined> {
  try {
    await lstat(path);
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
  try {
    return await realpath(path);
  } catch {
    throw new InputError(`${path} is a link that leads nowhere: remove it`);
  }
}
