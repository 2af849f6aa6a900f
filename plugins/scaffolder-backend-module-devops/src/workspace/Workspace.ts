import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import {
  FileTree,
  GeneratedFile,
} from '@backstage-devops/plugin-devops-generators';
import { ForwardedError, isError } from '@backstage/errors';

/**
 * The files of a scaffolder task below its target path. Nothing outside is
 * read or written, also not through symbolic links of a fetched repository.
 */
export class Workspace implements FileTree {
  readonly #root: string;

  constructor(options: { workspacePath: string; targetPath?: string }) {
    const { workspacePath, targetPath = '.' } = options;
    this.#root = resolveSafeChildPath(workspacePath, targetPath);
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
}
