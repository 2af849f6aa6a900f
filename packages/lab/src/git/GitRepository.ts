import { spawn } from 'child_process';
import { randomUUID } from 'crypto';
import { mkdir, rm } from 'fs/promises';
import { dirname, join } from 'path';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { run } from '../processes';

export interface GitIdentity {
  name: string;
  email: string;
}

export interface GitCommit {
  id: string;
  parentIds: string[];
  authorName: string;
  authorEmail: string;
  authoredDate: string;
  committerName: string;
  committerEmail: string;
  committedDate: string;
  title: string;
  message: string;
}

export interface TreeEntry {
  id: string;
  name: string;
  path: string;
  type: 'blob' | 'tree' | 'commit';
  mode: string;
}

export interface FileAction {
  action: 'create' | 'update' | 'delete' | 'move' | 'chmod';
  filePath: string;
  previousPath?: string;
  content?: Buffer;
  executable?: boolean;
}

const FIELD = '\u001f';
const RECORD = '\u001e';
const COMMIT_FORMAT = `${[
  '%H',
  '%P',
  '%an',
  '%ae',
  '%aI',
  '%cn',
  '%ce',
  '%cI',
  '%s',
  '%B',
].join('%x1f')}%x1e`;

export const NULL_SHA = '0'.repeat(40);

/** One bare repository. Only `git` itself reads and writes the objects. */
export class GitRepository {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  async init(): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    await run('git', ['init', '--quiet', '--bare', '-b', 'main', this.path]);
    await this.#git(['config', 'http.receivepack', 'true']);
  }

  async setHead(branch: string): Promise<void> {
    await this.#git(['symbolic-ref', 'HEAD', `refs/heads/${branch}`]);
  }

  /** Full ref names with the commits they point at. */
  async refs(): Promise<Record<string, string>> {
    const out = await this.#git([
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
      const sha = await this.#try([
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
    const out = await this.#git([
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
    return out
      .split(RECORD)
      .map(record => record.trim())
      .filter(Boolean)
      .map(parseCommit);
  }

  async commit(sha: string): Promise<GitCommit> {
    const [commit] = await this.commits({ ref: sha, limit: 1 });
    return commit;
  }

  async countCommits(from: string, to: string): Promise<number> {
    const range = from === NULL_SHA ? to : `${from}..${to}`;
    return Number(await this.#git(['rev-list', '--count', range]));
  }

  async changedFiles(
    sha: string,
  ): Promise<{ added: string[]; modified: string[]; removed: string[] }> {
    const out = await this.#git([
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

  async tree(options: {
    ref: string;
    path?: string;
    recursive?: boolean;
  }): Promise<TreeEntry[]> {
    const path = options.path?.replace(/^\/+|\/+$/g, '');
    const out = await this.#git([
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
    const out = await this.#git(['ls-tree', '-z', ref, '--', path]);
    const [meta] = out.split('\t');
    const [mode, type, id] = meta.split(' ');
    if (type !== 'blob') {
      return undefined;
    }
    return { id, mode, content: await this.#bytes(['cat-file', 'blob', id]) };
  }

  /** Whether a commit has a file or folder at the path. */
  async has(sha: string, path: string): Promise<boolean> {
    const listed = await this.#bytes(['ls-tree', sha, '--', path]);
    return listed.length > 0;
  }

  async archive(options: {
    sha: string;
    prefix: string;
    path?: string;
  }): Promise<Buffer> {
    return this.#bytes([
      'archive',
      '--format=tar.gz',
      `--prefix=${options.prefix}/`,
      options.sha,
      ...(options.path ? ['--', options.path] : []),
    ]);
  }

  /** Points a ref at a commit; fails when it moved since `from` was read. */
  async updateRef(ref: string, to: string, from?: string): Promise<void> {
    await this.#git(['update-ref', ref, to, ...(from ? [from] : [])]);
  }

  async deleteRef(ref: string): Promise<void> {
    await this.#git(['update-ref', '-d', ref]);
  }

  /** Commits file actions on top of a branch, as the commits API does. */
  async commitActions(options: {
    branch: string;
    parent?: string;
    message: string;
    author: GitIdentity;
    actions: FileAction[];
  }): Promise<string> {
    const index = join(this.path, `lab-index-${randomUUID()}`);
    const env = { ...process.env, GIT_INDEX_FILE: index };
    try {
      if (options.parent) {
        await this.#git(['read-tree', options.parent], env);
      }
      for (const action of options.actions) {
        await this.#stage(action, env, options.parent);
      }
      const tree = (await this.#git(['write-tree'], env)).trim();
      const sha = await this.#commitTree({
        ...options,
        tree,
        parents: options.parent ? [options.parent] : [],
      });
      await this.updateRef(
        `refs/heads/${options.branch}`,
        sha,
        options.parent ?? NULL_SHA,
      );
      return sha;
    } finally {
      await rm(index, { force: true });
    }
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
    const tree = await this.#try([
      'merge-tree',
      '--write-tree',
      target,
      options.source,
    ]);
    if (!tree) {
      throw new ConflictError('Branch cannot be merged');
    }
    const sha = await this.#commitTree({
      ...options,
      tree: tree.trim(),
      parents: [target, options.source],
    });
    await this.updateRef(`refs/heads/${options.branch}`, sha, target);
    return sha;
  }

  async #stage(
    action: FileAction,
    env: NodeJS.ProcessEnv,
    parent?: string,
  ): Promise<void> {
    const sourcePath = action.previousPath ?? action.filePath;
    const existing = parent ? await this.blob(parent, sourcePath) : undefined;
    if (action.action === 'create' && existing) {
      throw new InputError('A file with this name already exists');
    }
    if (action.action !== 'create' && !existing) {
      throw new InputError("A file with this name doesn't exist");
    }
    if (action.action === 'delete' || action.action === 'move') {
      await this.#git(['update-index', '--force-remove', sourcePath], env);
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
    await this.#git(
      [
        'update-index',
        '--add',
        '--cacheinfo',
        `${executable ? '100755' : '100644'},${id},${action.filePath}`,
      ],
      env,
    );
  }

  async #commitTree(options: {
    tree: string;
    parents: string[];
    message: string;
    author: GitIdentity;
  }): Promise<string> {
    const { author } = options;
    const out = await this.#git(
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

  async #writeBlob(content: Buffer): Promise<string> {
    const id = await this.#bytes(['hash-object', '-w', '--stdin'], content);
    return id.toString().trim();
  }

  #git(args: string[], env?: NodeJS.ProcessEnv): Promise<string> {
    return run('git', ['-C', this.path, ...args], { env });
  }

  async #try(args: string[]): Promise<string | undefined> {
    try {
      return await this.#git(args);
    } catch {
      return undefined; // git says no by its exit code
    }
  }

  #bytes(args: string[], input?: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const child = spawn('git', ['-C', this.path, ...args]);
      const chunks: Buffer[] = [];
      let problem = '';
      child.stdout.on('data', chunk => chunks.push(chunk));
      child.stderr.on('data', chunk => {
        problem += chunk;
      });
      child.on('error', reject);
      child.on('close', code =>
        code === 0
          ? resolve(Buffer.concat(chunks))
          : reject(new Error(`git ${args[0]} failed: ${problem.trim()}`)),
      );
      child.stdin.end(input);
    });
  }
}

function parseCommit(record: string): GitCommit {
  const fields = record.split(FIELD);
  return {
    id: fields[0],
    parentIds: fields[1] ? fields[1].split(' ') : [],
    authorName: fields[2],
    authorEmail: fields[3],
    authoredDate: fields[4],
    committerName: fields[5],
    committerEmail: fields[6],
    committedDate: fields[7],
    title: fields[8],
    message: fields[9],
  };
}
