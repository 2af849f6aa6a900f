import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import {
  GeneratedFile,
  isIgnoredFolder,
  RepositoryTree,
} from '@backstage-devops/plugin-devops-generators';
import { ForwardedError, isError } from '@backstage/errors';

/**
 * The files of a scaffolder task below its target path. Nothing outside is
 * read or written, also not through symbolic links of a fetched repository.
 */
export class Workspace implements RepositoryTree {
  readonly #root: string;

  constructor(options: { workspacePath: string; targetPath?: string }) {
    const { workspacePath, targetPath = '.' } = options;
    this.#root = resolveSafeChildPath(workspacePath, targetPath);
  }

  /** Links are left out, and so are folders of what was installed. */
  async list(): Promise<string[]> {
    const files: string[] = [];
    const folders = ['.'];
    for (const folder of folders) {
      const entries = await readdir(resolveSafeChildPath(this.#root, folder), {
        withFileTypes: true,
      });
      for (const entry of entries) {
        const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isFile()) {
          files.push(path);
        } else if (entry.isDirectory() && !isIgnoredFolder(entry.name)) {
          folders.push(path);
        }
      }
    }
    return files.sort();
  }

  async read(path: string): Promise<string | undefined> {
    try {
      return await readFile(resolveSafeChildPath(this.#root, path), 'utf8');
    } catch (error) {
      if (isError(error) && error.code === 'ENOENT') {
        return undefined;
      }
      throw new ForwardedError(`Could not read '${path}'`, error);
    }
  }

  async write(files: GeneratedFile[]): Promise<void> {
    for (const file of files) {
      const target = resolveSafeChildPath(this.#root, file.path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, file.content);
      if (file.executable) {
        // The mode of writeFile only counts for files that are new.
        await chmod(target, 0o755);
      }
    }
  }

  async delete(paths: string[]): Promise<void> {
    for (const path of paths) {
      await rm(resolveSafeChildPath(this.#root, path), { force: true });
    }
  }
}
