import { isError } from '@backstage/errors';
import { XMLParser } from 'fast-xml-parser';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml, parseAllDocuments } from 'yaml';
import { RepositoryTree } from '../../files';
import { asMapping } from '../../values';
import { DetectionProblem } from '../types';
import { isIgnored } from './ignored';
import { ancestors, folderOf, joinPath, nameOf, ROOT } from './paths';

type Mapping = Record<string, unknown>;

/**
 * A repository as detectors see it: its names indexed, its files parsed once.
 * A file that cannot be parsed is noted as a problem and counts as empty.
 */
export class Repository {
  static async open(tree: RepositoryTree): Promise<Repository> {
    const paths = (await tree.list()).filter(path => !isIgnored(path)).sort();
    return new Repository(tree, paths);
  }

  /** Sorted by code units. */
  readonly paths: string[];
  readonly problems: DetectionProblem[] = [];
  readonly #tree: RepositoryTree;
  readonly #byName = new Map<string, string[]>();
  readonly #byFolder = new Map<string, string[]>();
  readonly #texts = new Map<string, Promise<string>>();
  readonly #parsed = new Map<string, Promise<unknown>>();

  private constructor(tree: RepositoryTree, paths: string[]) {
    this.#tree = tree;
    this.paths = paths;
    for (const path of paths) {
      append(this.#byName, nameOf(path), path);
      append(this.#byFolder, folderOf(path), path);
    }
  }

  /** Paths of the files with this name, wherever they are. */
  named(name: string): string[] {
    return this.#byName.get(name) ?? [];
  }

  /** Paths of the files whose name matches, wherever they are. */
  matching(pattern: RegExp): string[] {
    return [...this.#byName]
      .filter(([name]) => pattern.test(name))
      .flatMap(([, paths]) => paths)
      .sort();
  }

  /** Paths of the files directly in a folder. */
  filesIn(folder: string): string[] {
    return this.#byFolder.get(folder) ?? [];
  }

  /** Paths of all files below a folder. */
  under(folder: string): string[] {
    if (folder === ROOT) {
      return this.paths;
    }
    const start = lowerBound(this.paths, `${folder}/`);
    // '0' is the character behind '/'.
    return this.paths.slice(start, lowerBound(this.paths, `${folder}0`));
  }

  has(path: string): boolean {
    return this.filesIn(folderOf(path)).includes(path);
  }

  /** The first of some names that a folder has, as a path. */
  find(folder: string, names: string[]): string | undefined {
    return names
      .map(name => joinPath(folder, name))
      .find(path => this.has(path));
  }

  /** Like {@link Repository.find}, also in the folders above. */
  findUpwards(folder: string, names: string[]): string | undefined {
    return ancestors(folder)
      .map(at => this.find(at, names))
      .find(path => path !== undefined);
  }

  /** The first path in a folder whose name matches. */
  match(folder: string, pattern: RegExp): string | undefined {
    return this.filesIn(folder).find(path => pattern.test(nameOf(path)));
  }

  /** The text of a file; empty when there is none. */
  async text(path: string | undefined): Promise<string> {
    if (path === undefined || !this.has(path)) {
      return '';
    }
    let text = this.#texts.get(path);
    if (!text) {
      text = this.#read(path);
      this.#texts.set(path, text);
    }
    return text;
  }

  async json(path: string | undefined): Promise<Mapping> {
    return asMapping(
      await this.#parse(path, 'JSON', text => JSON.parse(text.trimStart())),
    );
  }

  async toml(path: string | undefined): Promise<Mapping> {
    return asMapping(await this.#parse(path, 'TOML', parseToml));
  }

  async yaml(path: string | undefined): Promise<Mapping> {
    return asMapping(
      await this.#parse(path, 'YAML', text =>
        parseYaml(text, { logLevel: 'silent', merge: true, uniqueKeys: false }),
      ),
    );
  }

  /** All documents of a YAML file that are mappings. */
  async yamlDocuments(path: string | undefined): Promise<Mapping[]> {
    const documents = await this.#parse(path, 'YAML documents', text =>
      [...parseAllDocuments(text, { logLevel: 'silent', merge: true })].map(
        document => document.toJS(),
      ),
    );
    return Array.isArray(documents) ? documents.map(asMapping) : [];
  }

  /** Elements become keys, text stays text, and attributes are left out. */
  async xml(path: string | undefined): Promise<Mapping> {
    return asMapping(await this.#parse(path, 'XML', parseXml));
  }

  async #read(path: string): Promise<string> {
    const text = await this.#tree.read(path);
    if (text === undefined) {
      this.problems.push({
        file: path,
        message: 'could not be read or is too large, and was left out',
      });
    }
    return text ?? '';
  }

  async #parse(
    path: string | undefined,
    format: string,
    parse: (text: string) => unknown,
  ): Promise<unknown> {
    if (path === undefined || !this.has(path)) {
      return undefined;
    }
    const key = `${format} ${path}`;
    let parsed = this.#parsed.get(key);
    if (!parsed) {
      parsed = this.#tryParse(path, format, parse);
      this.#parsed.set(key, parsed);
    }
    return parsed;
  }

  async #tryParse(
    path: string,
    format: string,
    parse: (text: string) => unknown,
  ): Promise<unknown> {
    const text = await this.text(path);
    try {
      return text.trim() === ''
        ? undefined
        : withoutCycles(parse(text.replace(/^\uFEFF/, '')));
    } catch (error) {
      const reason = isError(error) ? error.message.split('\n')[0] : 'unknown';
      this.problems.push({
        file: path,
        message: `is not valid ${format.split(' ')[0]} and was left out: ${reason}`,
      });
      return undefined;
    }
  }
}

/** Line of the first match in a text, counted from 1; 1 without a match. */
export function lineOf(text: string, pattern: RegExp | string): number {
  const at =
    typeof pattern === 'string' ? text.indexOf(pattern) : text.search(pattern);
  return at < 0 ? 1 : text.slice(0, at).split('\n').length;
}

// References are not resolved: a small file must not become a large one.
const xmlParser = new XMLParser({
  processEntities: false,
  parseTagValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

function parseXml(text: string): unknown {
  return xmlParser.parse(text, true);
}

/**
 * An alias of YAML may stand for the value that it is in.
 *
 * @throws TypeError for a value that contains itself.
 */
function withoutCycles(value: unknown): unknown {
  JSON.stringify(value);
  return value;
}

function append<K>(map: Map<K, string[]>, key: K, value: string): void {
  const list = map.get(key);
  if (list) {
    list.push(value);
  } else {
    map.set(key, [value]);
  }
}

function lowerBound(sorted: string[], value: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sorted[middle] < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
