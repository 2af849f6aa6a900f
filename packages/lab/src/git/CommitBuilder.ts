import { randomUUID } from 'crypto';
import { rm } from 'fs/promises';
import { join } from 'path';
import { InputError } from '@backstage/errors';
import { GitCommand } from './GitCommand';

export interface GitIdentity {
  name: string;
  email: string;
}

export interface FileAction {
  action: 'create' | 'update' | 'delete' | 'move' | 'chmod';
  filePath: string;
  previousPath?: string;
  content?: Buffer;
  executable?: boolean;
}

interface BuilderOptions {
  path: string;
  git: GitCommand;
  blob(
    ref: string,
    path: string,
  ): Promise<{ id: string; mode: string } | undefined>;
}

/** Makes commits without a work tree, by an index of their own. */
export class CommitBuilder {
  readonly #options: BuilderOptions;
  readonly #git: GitCommand;

  constructor(options: BuilderOptions) {
    this.#options = options;
    this.#git = options.git;
  }

  /** A commit of file actions on top of another; no ref points at it yet. */
  async commit(options: {
    parent?: string;
    message: string;
    author: GitIdentity;
    actions: FileAction[];
  }): Promise<string> {
    const index = join(this.#options.path, `lab-index-${randomUUID()}`);
    const env = { ...process.env, GIT_INDEX_FILE: index };
    try {
      if (options.parent) {
        await this.#git.text(['read-tree', options.parent], env);
      }
      for (const action of options.actions) {
        await this.#stage(action, env, options.parent);
      }
      const tree = (await this.#git.text(['write-tree'], env)).trim();
      return await this.commitTree({
        ...options,
        tree,
        parents: options.parent ? [options.parent] : [],
      });
    } finally {
      await rm(index, { force: true });
    }
  }

  async commitTree(options: {
    tree: string;
    parents: string[];
    message: string;
    author: GitIdentity;
  }): Promise<string> {
    const { author } = options;
    const out = await this.#git.text(
      [
        'commit-tree',
        options.tree,
        ...options.parents.flatMap(parent => ['-p', parent]),
        '-m',
        options.message,
      ],
      {
        ...process.env,
        GIT_AUTHOR_NAME: author.name,
        GIT_AUTHOR_EMAIL: author.email,
        GIT_COMMITTER_NAME: author.name,
        GIT_COMMITTER_EMAIL: author.email,
      },
    );
    return out.trim();
  }

  async #stage(
    action: FileAction,
    env: NodeJS.ProcessEnv,
    parent?: string,
  ): Promise<void> {
    const sourcePath = action.previousPath ?? action.filePath;
    const existing = parent
      ? await this.#options.blob(parent, sourcePath)
      : undefined;
    if (action.action === 'create' && existing) {
      throw new InputError('A file with this name already exists');
    }
    if (action.action !== 'create' && !existing) {
      throw new InputError("A file with this name doesn't exist");
    }
    if (action.action === 'delete' || action.action === 'move') {
      // Mode 0 takes it out; `--force-remove` would want a work tree.
      await this.#git.bytes(
        ['update-index', '-z', '--index-info'],
        Buffer.from(`0 ${'0'.repeat(40)}\t${sourcePath}\0`),
        env,
      );
    }
    if (action.action === 'delete') {
      return;
    }
    const id = action.content
      ? await this.#writeBlob(action.content)
      : existing?.id;
    if (!id) {
      throw new InputError('content is missing');
    }
    const executable = action.executable ?? existing?.mode === '100755';
    await this.#git.text(
      [
        'update-index',
        '--add',
        '--cacheinfo',
        `${executable ? '100755' : '100644'},${id},${action.filePath}`,
      ],
      env,
    );
  }

  async #writeBlob(content: Buffer): Promise<string> {
    const id = await this.#git.bytes(['hash-object', '-w', '--stdin'], content);
    return id.toString().trim();
  }
}
