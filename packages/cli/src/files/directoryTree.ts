import { InputError, isError } from '@backstage/errors';
import {
  isIgnoredFolder,
  type RepositoryTree,
} from '@backstage-devops/plugin-devops-generators';
import { open, readdir, realpath, stat } from 'fs/promises';
import { join } from 'path';

/** What a manifest or a pipeline never exceeds; larger files are data. */
const MAX_BYTES = 2 * 1024 * 1024;

/**
 * The files of a folder on disk. Links are not followed, so that a loop ends
 * and nothing outside the folder is read; files that are not regular, or too
 * large to be written by people, count as absent when they are read.
 *
 * @throws InputError when the folder does not exist.
 */
export async function openDirectory(folder: string): Promise<RepositoryTree> {
  let isDirectory: boolean;
  try {
    isDirectory = (await stat(folder)).isDirectory();
  } catch (error) {
    const code = isError(error) ? ` (${error.code})` : '';
    throw new InputError(`Could not read ${folder}${code}: give a folder`);
  }
  if (!isDirectory) {
    throw new InputError(`${folder} is a file: give a folder`);
  }
  let listing: Promise<string[]> | undefined;
  return {
    list: () => (listing ??= listFiles(folder)),
    read: path => readText(folder, path),
  };
}

async function listFiles(root: string): Promise<string[]> {
  const files: string[] = [];
  const visit = async (relative: string): Promise<void> => {
    const entries = await readEntries(join(root, relative));
    const folders: string[] = [];
    for (const entry of entries) {
      const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory() && !isIgnoredFolder(entry.name)) {
        folders.push(path);
      } else if (entry.isFile()) {
        files.push(path);
      }
    }
    await Promise.all(folders.map(visit));
  };
  await visit('');
  return files.sort();
}

/** A folder that may not be read is left out, like one that is not there. */
async function readEntries(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** A path that leads through a link may lead anywhere, so it is not read. */
async function readText(
  folder: string,
  path: string,
): Promise<string | undefined> {
  let file;
  try {
    const root = await realpath(folder);
    if ((await realpath(join(root, path))) !== join(root, path)) {
      return undefined;
    }
    file = await open(join(root, path), 'r');
    const { size } = await file.stat();
    return size > MAX_BYTES ? undefined : await file.readFile('utf8');
  } catch {
    return undefined;
  } finally {
    await file?.close();
  }
}
