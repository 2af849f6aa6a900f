/**
 * A file that a generator wants to exist.
 *
 * @public
 */
export interface GeneratedFile {
  /** Path relative to the root of the repository, with forward slashes. */
  path: string;
  /** The whole text of the file, in UTF-8. */
  content: string;
  /** Whether the file carries the executable bit. */
  executable?: boolean;
}

/**
 * The files that a generator may look at before it decides what to write.
 *
 * Generators never touch a disk themselves: a scaffolder action passes its
 * workspace, a test passes a record, a command line passes a folder.
 *
 * @public
 */
export interface FileTree {
  /** The text of a file, or undefined when there is no such file. */
  read(path: string): Promise<string | undefined>;
}

/**
 * A {@link FileTree} that also knows the names of its files.
 *
 * @public
 */
export interface RepositoryTree extends FileTree {
  /** Paths of all files relative to the root, with forward slashes. */
  list(): Promise<string[]>;
}

/**
 * A {@link RepositoryTree} over files that are already in memory.
 *
 * @public
 */
export function createFileTree(files: GeneratedFile[] = []): RepositoryTree {
  const contents = new Map(files.map(file => [file.path, file.content]));
  return {
    read: async path => contents.get(path),
    list: async () => [...contents.keys()],
  };
}
