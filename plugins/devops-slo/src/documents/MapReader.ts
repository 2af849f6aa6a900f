import { isMap, isScalar, isSeq, Node, YAMLMap } from 'yaml';
import { SloPlace, SloProblem } from '../model';
import { didYouMean } from './didYouMean';
import { DocumentReader, ProblemText } from './DocumentReader';

/** A map with more than these is something else altogether. */
const MOST_UNKNOWN_KEYS = 20;

/**
 * A map of a document. Each method reads one key; if the value is not of the
 * wanted kind it reports where and why, and answers undefined. A key without
 * a value counts as absent.
 */
export class MapReader {
  readonly path: string;
  readonly #document: DocumentReader;
  readonly #entries = new Map<string, { key: number; value?: Node }>();
  readonly #offset: number;
  #hasRepeatedKeys = false;

  constructor(
    document: DocumentReader,
    node: YAMLMap,
    path: string,
    offset: number,
  ) {
    this.path = path;
    this.#document = document;
    this.#offset = offset;
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : undefined;
      if (key !== undefined && this.#entries.has(key)) {
        this.#hasRepeatedKeys = true;
        document.report(this.pathOf(shorten(key)), offsetOf(pair.key), {
          message: `${this.pathOf(shorten(key))} is written twice`,
          remedy: 'Keep one of them',
        });
      } else if (key !== undefined) {
        this.#entries.set(key, {
          key: offsetOf(pair.key),
          value: document.resolve(pair.value),
        });
      }
    }
  }

  /**
   * The objects of a YAML document: the document itself, or the items of the
   * list that it is, which the OpenSLO tools write too. Anything else is
   * reported and left out.
   */
  static objectsOf(document: DocumentReader): MapReader[] {
    const contents = document.resolve(document.contents);
    const objects = isSeq(contents)
      ? contents.items.map((item, i) => ({
          node: document.resolve(item),
          path: `[${i}]`,
        }))
      : [{ node: contents, path: '' }];
    return objects.flatMap(({ node, path }) => {
      if (isMap(node)) {
        return new MapReader(document, node, path, offsetOf(node));
      }
      document.report(path, offsetOf(node ?? contents), {
        message: 'The document is not a map of keys and values',
        remedy:
          'Start it with "apiVersion: openslo/v1", "kind", "metadata" and "spec"',
      });
      return [];
    });
  }

  get document(): DocumentReader {
    return this.#document;
  }

  /** Whether a key is written twice, which is reported already. */
  get hasRepeatedKeys(): boolean {
    return this.#hasRepeatedKeys;
  }

  get line(): number {
    return this.#document.lineAt(this.#offset);
  }

  keys(): string[] {
    return [...this.#entries.keys()];
  }

  has(key: string): boolean {
    return this.#present(key) !== undefined;
  }

  /** Reports at a key, or at the map itself if it has no such key. */
  report(key: string, text: ProblemText): void {
    const offset = this.#entries.get(key)?.key ?? this.#offset;
    this.#document.report(this.pathOf(key), offset, text);
  }

  /** Where the value of a key is written, or else the map. */
  place(key: string = ''): SloPlace {
    const value = this.#entries.get(key)?.value;
    const place = this.#document.place(value ? offsetOf(value) : this.#offset);
    // The text of a block begins below its `|` or `>`.
    const isBlock = isScalar(value) && value.type?.startsWith('BLOCK');
    return isBlock ? { ...place, line: place.line + 1, column: 1 } : place;
  }

  pathOf(key: string): string {
    if (key === '') {
      return this.path;
    }
    return this.path === '' ? key : `${this.path}.${key}`;
  }

  string(key: string): string | undefined {
    const value = this.#scalar(key);
    if (value === undefined || (typeof value === 'string' && value !== '')) {
      return value;
    }
    this.#wrongType(
      key,
      'a text',
      'Write it in quotes if it looks like a number',
    );
    return undefined;
  }

  number(key: string): number | undefined {
    const value = this.#scalar(key);
    if (
      value === undefined ||
      (typeof value === 'number' && Number.isFinite(value))
    ) {
      return value;
    }
    this.#wrongType(
      key,
      'a number',
      'Write it without quotes and without a unit',
    );
    return undefined;
  }

  /** Whether the value is a number, for keys that allow something else too. */
  isNumber(key: string): boolean {
    return typeof this.#scalar(key) === 'number';
  }

  boolean(key: string): boolean | undefined {
    const value = this.#scalar(key);
    if (value === undefined || typeof value === 'boolean') {
      return value;
    }
    this.#wrongType(key, 'true or false', 'Write true or false without quotes');
    return undefined;
  }

  /** One of the given words. */
  oneOf<T extends string>(key: string, words: readonly T[]): T | undefined {
    const value = this.string(key);
    const word = words.find(candidate => candidate === value);
    if (value !== undefined && word === undefined) {
      this.report(key, {
        message: `"${shorten(value)}" is not a known ${key}${didYouMean(value, words)}`,
        remedy: `Use one of ${words.join(', ')}`,
      });
    }
    return word;
  }

  map(key: string): MapReader | undefined {
    const entry = this.#present(key);
    if (entry === undefined) {
      return undefined;
    }
    if (isMap(entry.value)) {
      return new MapReader(
        this.#document,
        entry.value,
        this.pathOf(key),
        entry.key,
      );
    }
    this.#wrongType(key, 'a map', 'Indent its keys below it');
    return undefined;
  }

  /** The items of a list of maps; items that are something else are reported. */
  maps(key: string): MapReader[] {
    const entry = this.#present(key);
    if (entry === undefined) {
      return [];
    }
    if (!isSeq(entry.value)) {
      this.#wrongType(key, 'a list', 'Start each item with "- "');
      return [];
    }
    return entry.value.items.flatMap((item, i) => {
      const node = this.#document.resolve(item);
      const path = `${this.pathOf(key)}[${i}]`;
      if (isMap(node)) {
        return new MapReader(this.#document, node, path, offsetOf(node));
      }
      this.#document.report(path, node ? offsetOf(node) : entry.key, {
        message: 'The item is not a map of keys and values',
        remedy: 'Write it as "- key: value"',
      });
      return [];
    });
  }

  isEmptyList(key: string): boolean {
    const value = this.#present(key)?.value;
    return isSeq(value) && value.items.length === 0;
  }

  /** All texts of a map; lists of texts are joined with commas. */
  texts(): Record<string, string> {
    const texts = this.keys().flatMap(key => {
      const value = this.#entries.get(key)?.value;
      const items = isSeq(value)
        ? value.items.map(item => this.#document.resolve(item))
        : [value];
      const words = items.flatMap(item =>
        isScalar(item) && item.value !== null ? [String(item.value)] : [],
      );
      return words.length > 0 ? [[key, words.join(',')]] : [];
    });
    return Object.fromEntries(texts);
  }

  /** Reports the key as missing unless it has a value. */
  require(key: string, remedy: string): void {
    if (!this.has(key)) {
      this.report(key, { message: `${this.pathOf(key)} is missing`, remedy });
    }
  }

  /** Reports every key that is not in the list. */
  allowOnly(
    known: readonly string[],
    severity: SloProblem['severity'] = 'warning',
  ): void {
    const unknown = this.keys().filter(key => !known.includes(key));
    for (const key of unknown.slice(0, MOST_UNKNOWN_KEYS)) {
      this.report(key, {
        severity,
        message: `${this.pathOf(shorten(key))} is not a known key${didYouMean(key, known)}`,
        remedy: `Use only ${known.join(', ')}`,
      });
    }
  }

  #present(key: string): { key: number; value: Node } | undefined {
    const entry = this.#entries.get(key);
    const value = entry?.value;
    if (!entry || !value || (isScalar(value) && value.value === null)) {
      return undefined;
    }
    return { key: entry.key, value };
  }

  /** The value of a scalar; null stands for a collection, which no caller accepts. */
  #scalar(key: string): unknown {
    const entry = this.#present(key);
    if (entry === undefined) {
      return undefined;
    }
    return isScalar(entry.value) ? entry.value.value : null;
  }

  #wrongType(key: string, wanted: string, remedy: string): void {
    this.report(key, {
      message: `${this.pathOf(key)} must be ${wanted}`,
      remedy,
    });
  }
}

/** Shortens what comes from a file before it is repeated in a message. */
export function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function offsetOf(node: unknown): number {
  const hasRange = isMap(node) || isSeq(node) || isScalar(node);
  return hasRange && node.range ? node.range[0] : 0;
}
