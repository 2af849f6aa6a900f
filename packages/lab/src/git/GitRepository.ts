import { mkdir } from 'fs/promises';
import { dirname } from 'path';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { run } from '../processes';
import { CommitBuilder, FileAction, GitIdentity } from './CommitBuilder';
import { FileDiff, parseDiff } from './gitDiff';
import { GitCommand } from './GitCommand';
import { COMMIT_FORMAT, GitCommit, parseLog } from './gitLog';

export interface TreeEntry {
  id: string;
  name: string;
  path: string;
  type: 'blob' | 'tree' | 'commit';
  mode: string;
}

export const NULL_SHA = '0'.repeat(40);

/** One bare repository. Only `git` itself reads and writes the objects. */
export class GitRepository {
  readonly path: string;
  readonly #git: GitCommand;
  readonly #builder: CommitBuilder;

  constructor(path: string) {
    this.path = path;
    this.#git = new GitCommand(path);
    this.#builder = new CommitBuilder({
      path,
      git: this.#git,
      blob: (ref, file) => this.blob(ref, file),
    });
  }

  async init(): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    await run('git', ['init', '--quiet', '--bare', '-b', 'main', this.path]);
    await this.#git.text(['config', 'http.receivepack', 'true']);
  }

  async setHead(branch: string): Promise<void> {
    await this.#git.text(['symbolic-ref', 'HEAD', `refs/heads/${branch}`]);
  }

  /** Full ref names with the commits they point at. */
  async refs(): Promise<Record<string, string>> {
    const out = await this.#git.text([
      'for-each-ref',
      '--format=%(refname) %(objectname) %(*objectname)',
      'refs/heads',
      'refs/tags',
    ]);
    const refs: Record<string, string> = {};
    for (const line of out.split('\n').filter(Boolean)) {
      const [name, object, peeled] = line.split(' ');
      refs[name] = peeled || object;
    }
    return refs;
  }

  /** Resolves a branch, tag or commit. Undefined when there is none. */
  async resolve(ref: string): Promise<string | undefined> {
    for (const candidate of [`refs/heads/${ref}`, `refs/tags/${ref}`, ref]) {
      const sha = await this.#git.attempt([
        'rev-parse',
        '--verify',
        '--quiet',
        '--end-of-options',
        `${candidate}^{commit}`,
      ]);
      if (sha) {
        return sha.trim();
      }
    }
    return undefined;
  }

  async commits(options: {
    ref: string;
    path?: string;
    limit: number;
    skip?: number;
    since?: string;
    until?: string;
  }): Promise<GitCommit[]> {
    const out = await this.#git.text([
      'log',
      `--format=${COMMIT_FORMAT}`,
      `--max-count=${options.limit}`,
      `--skip=${options.skip ?? 0}`,
      ...(options.since ? [`--since=${options.since}`] : []),
      ...(options.until ? [`--until=${options.until}`] : []),
      '--end-of-options',
      options.ref,
      '--',
      ...(options.path ? [options.path] : []),
    ]);
    return parseLog(out);
  }

  async commit(sha: string): Promise<GitCommit> {
    const [commit] = await this.commits({ ref: sha, limit: 1 });
    return commit;
  }

  async countCommits(from: string, to: string): Promise<number> {
    const range = from === NULL_SHA ? to : `${from}..${to}`;
    return Number(await this.#git.text(['rev-list', '--count', range]));
  }

  async changedFiles(
    sha: string,
  ): Promise<{ added: string[]; modified: string[]; removed: string[] }> {
    const out = await this.#git.text([
      'diff-tree',
      '--root',
      '--no-commit-id',
      '--no-renames',
      '-r',
      '-z',
      '--name-status',
      sha,
    ]);
    const parts = out.split('\0');
    const changes = {
      added: [] as string[],
      modified: [] as string[],
      removed: [] as string[],
    };
    for (let i = 0; i + 1 < parts.length; i += 2) {
      const list = { A: changes.added, D: changes.removed }[parts[i]];
      (list ?? changes.modified).push(parts[i + 1]);
    }
    return changes;
  }

  /** The newest commit that both contain, undefined when there is none. */
  async mergeBase(from: string, to: string): Promise<string | undefined> {
    const base = await this.#git.attempt(['merge-base', from, to]);
    return base?.trim();
  }

  /** What changed in a commit, or between two. */
  async diff(to: string, from?: string): Promise<FileDiff[]> {
    const out = await this.#git.text([
      'diff-tree',
      ...(from
        ? []
        : ['--root', '--no-commit-id', '--diff-merges=first-parent']),
      '--find-renames',
      '-r',
      '-z',
      '--raw',
      '--patch',
      ...(from ? [from] : []),
      to,
    ]);
    return parseDiff(out);
  }

  async tree(options: {
    ref: string;
    path?: string;
    recursive?: boolean;
  }): Promise<TreeEntry[]> {
    const path = options.path?.replace(/^\/+|\/+$/g, '');
    const out = await this.#git.text([
      'ls-tree',
      '-z',
      ...(options.recursive ? ['-r', '-t'] : []),
      options.ref,
      '--',
      ...(path ? [`${path}/`] : []),
    ]);
    return out
      .split('\0')
      .filter(Boolean)
      .map(line => {
        const [meta, entryPath] = line.split('\t');
        const [mode, type, id] = meta.split(' ');
        return {
          id,
          mode,
          type: type as TreeEntry['type'],
          path: entryPath,
          name: entryPath.slice(entryPath.lastIndexOf('/') + 1),
        };
      })
      .filter(entry => !path || entry.path.startsWith(`${path}/`));
  }

  async blob(
    ref: string,
    path: string,
  ): Promise<{ id: string; mode: string; content: Buffer } | undefined> {
    const out = await this.#git.text(['ls-tree', '-z', ref, '--', path]);
    const [meta] = out.split('\t');
    const [mode, type, id] = meta.split(' ');
    if (type !== 'blob') {
      return undefined;
    }
    return {
      id,
      mode,
      content: await this.#git.bytes(['cat-file', 'blob', id]),
    };
  }

  /** Whether a commit has a file or folder at the path. */
  async has(sha: string, path: string): Promise<boolean> {
    const listed = await this.#git.bytes(['ls-tree', sha, '--', path]);
    return listed.length > 0;
  }

  async archive(options: {
    sha: string;
    prefix: string;
    path?: string;
  }): Promise<Buffer> {
    return this.#git.bytes([
      'archive',
      '--format=tar.gz',
      `--prefix=${options.prefix}/`,
      options.sha,
      ...(options.path ? ['--', options.path] : []),
    ]);
  }

  /** Points a ref at a commit; fails when it moved since `from` was read. */
  async updateRef(ref: string, to: string, from?: string): Promise<void> {
    await this.#git.text(['update-ref', ref, to, ...(from ? [from] : [])]);
  }

  async deleteRef(ref: string): Promise<void> {
    await this.#git.text(['update-ref', '-d', ref]);
  }

  /** Commits file actions on top of a branch, as the commits API does. */
  async commitActions(options: {
    branch: string;
    parent?: string;
    message: string;
    author: GitIdentity;
    actions: FileAction[];
  }): Promise<string> {
    const sha = await this.#builder.commit(options);
    await this.updateRef(
      `refs/heads/${options.branch}`,
      sha,
      options.parent ?? NULL_SHA,
    );
    return sha;
  }

  /** Merges a commit into a branch with a merge commit. Conflicts throw. */
  async merge(options: {
    branch: string;
    source: string;
    message: string;
    author: GitIdentity;
  }): Promise<string> {
    const target = await this.resolve(options.branch);
    if (!target) {
      throw new NotFoundError(`There is no branch '${options.branch}'`);
    }
    const tree = await this.#git.attempt([
      'merge-tree',
      '--write-tree',
      target,
      options.source,
    ]);
    if (!tree) {
      throw new ConflictError('Branch cannot be merged');
    }
    const sha = await this.#builder.commitTree({
      ...options,
      tree: tree.trim(),
      parents: [target, options.source],
    });
    await this.updateRef(`refs/heads/${options.branch}`, sha, target);
    return sha;
  }
}
