import { InputError, isError } from '@backstage/errors';
import { readdir, readFile, stat } from 'fs/promises';
import { join, resolve } from 'path';

/** A file as its user named it. */
export interface NamedFile {
  file: string;
  text: string;
}

/** Reads files, and the YAML files of folders with those below them. */
export async function readFiles(
  paths: string[],
  cwd: string,
): Promise<NamedFile[]> {
  const files = await Promise.all(paths.map(path => listFiles(path, cwd)));
  return Promise.all(
    files.flat().map(async file => ({
      file,
      text: await reading(file, () => readFile(resolve(cwd, file), 'utf8')),
    })),
  );
}

async function listFiles(path: string, cwd: string): Promise<string[]> {
  const absolute = resolve(cwd, path);
  const isFolder = await reading(path, async () =>
    (await stat(absolute)).isDirectory(),
  );
  if (!isFolder) {
    return [path];
  }
  const entries = await readdir(absolute, { recursive: true });
  const files = entries.filter(entry => /\.ya?ml$/i.test(entry)).sort();
  if (files.length === 0) {
    throw new InputError(`There is no .yaml or .yml file in ${path}`);
  }
  return files.map(file => join(path, file));
}

async function reading<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const code = isError(error) ? ` (${error.code})` : '';
    throw new InputError(
      `Could not read ${file}${code}: give files or folders of objectives`,
    );
  }
}
