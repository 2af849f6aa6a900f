import { InputError, isError } from '@backstage/errors';
import {
  GENERATED,
  type GeneratedFile,
} from '@backstage-devops/plugin-devops-generators';
import { lstat, mkdir, readFile, realpath, writeFile } from 'fs/promises';
import { dirname, join, relative, sep } from 'path';

/**
 * Writes generated files below a folder. Everything is checked before the
 * first file is written: a file that people wrote is not replaced, and a link
 * does not lead out of the folder.
 *
 * @returns the paths that were written and those that were left as they are
 * @throws InputError that names the file that is in the way.
 */
export async function writeFiles(
  folder: string,
  files: GeneratedFile[],
): Promise<{ written: string[]; kept: string[] }> {
  await mkdir(folder, { recursive: true });
  const [main, ...others] = files;
  const kept: string[] = [];
  for (const { path } of files) {
    await checkInside(folder, path);
    if (await isForeign(join(folder, path))) {
      if (path === main.path) {
        throw new InputError(
          `${path} exists and was not generated: move it away, or write to another folder with --out`,
        );
      }
      kept.push(path);
    }
  }
  const wanted = [main, ...others].filter(({ path }) => !kept.includes(path));
  for (const { path, content, executable } of wanted) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content, { mode: executable ? 0o755 : 0o644 });
  }
  return { written: wanted.map(({ path }) => path), kept };
}

async function checkInside(folder: string, path: string): Promise<void> {
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

async function isForeign(path: string): Promise<boolean> {
  try {
    return !(await readFile(path, 'utf8')).slice(0, 500).includes(GENERATED);
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      return false;
    }
    throw error;
  }
}
