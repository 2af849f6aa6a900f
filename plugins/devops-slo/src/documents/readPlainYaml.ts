import { CORE_SCHEMA, load } from 'js-yaml';
import type { State } from 'js-yaml';
import {
  Document,
  LineCounter,
  Node,
  Pair,
  Scalar,
  YAMLMap,
  YAMLSeq,
} from 'yaml';

/** Anchors, aliases, tags and directives, and ends of documents. */
const UNUSUAL = /(^|[\s[{,:-])[&*!]\S|^%|^\.\.\.(\s|$)/m;

interface OpenNode {
  start: number;
  children: Node[];
}

/** Makes the nodes of one library of the events of the other. */
class NodeBuilder {
  root: Node | undefined;
  readonly #text: string;
  readonly #open: OpenNode[] = [];
  #isBroken = false;

  constructor(text: string) {
    this.#text = text;
  }

  open(position: number): void {
    this.#open.push({ start: position, children: [] });
  }

  close(state: State): void {
    const opened = this.#open.pop();
    if (!opened) {
      return;
    }
    const node = this.#nodeOf(opened, state.result);
    const parent = this.#open[this.#open.length - 1];
    if (parent) {
      parent.children.push(node);
    } else {
      this.root = this.#isBroken ? undefined : node;
    }
  }

  #nodeOf({ start, children }: OpenNode, value: unknown): Node {
    const node = this.#emptyNode(children, value);
    const from = children[0]?.range?.[0] ?? skipBlank(this.#text, start);
    // A list begins at its first dash, which its first item does not have.
    node.range = [from, from, from];
    if (node instanceof Scalar && /[|>]/.test(this.#text[from] ?? '')) {
      node.type = 'BLOCK_LITERAL';
    }
    return node;
  }

  #emptyNode(children: Node[], value: unknown): Scalar | YAMLMap | YAMLSeq {
    if (Array.isArray(value)) {
      this.#isBroken ||= children.length !== value.length;
      const list = new YAMLSeq();
      list.items = children;
      return list;
    }
    if (typeof value === 'object' && value !== null) {
      this.#isBroken ||= children.length % 2 !== 0;
      const map = new YAMLMap();
      for (let i = 0; i + 1 < children.length; i += 2) {
        map.items.push(new Pair(children[i], children[i + 1]));
      }
      return map;
    }
    return new Scalar(value);
  }
}

/** The first place from a position on that is neither space nor comment. */
function skipBlank(text: string, position: number): number {
  const blank = /(?:\s|(?<=\s)#[^\n]*)*/y;
  blank.lastIndex = position;
  return position + (blank.exec(text)?.[0].length ?? 0);
}

/**
 * Reads a YAML document that uses nothing unusual, ten times as fast as the
 * library that keeps everything about it, and to the same nodes with the same
 * places. Undefined for others and for those with errors: the slower library
 * says what is wrong.
 */
export function readPlainYaml(
  text: string,
  lines: LineCounter,
): Document | undefined {
  if (UNUSUAL.test(text)) {
    return undefined;
  }
  const builder = new NodeBuilder(text);
  try {
    load(text, {
      schema: CORE_SCHEMA,
      // Repeated keys are found where keys are read.
      json: true,
      listener: (event, state) => {
        if (event === 'open') {
          builder.open(state.position);
        } else {
          builder.close(state);
        }
      },
    });
  } catch {
    return undefined;
  }
  if (!builder.root) {
    return undefined;
  }
  for (let start = 0; start >= 0; start = nextLine(text, start)) {
    lines.addNewLine(start);
  }
  const document = new Document();
  document.contents = builder.root;
  return document;
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? -1 : end + 1;
}
