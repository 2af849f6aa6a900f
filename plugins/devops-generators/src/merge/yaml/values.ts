import { isDeepStrictEqual } from 'node:util';
import { Document, isNode, isScalar, Node, Pair, visit } from 'yaml';

/** A node of a document, or nothing. */
export type MaybeNode = Node | null | undefined;

/** The plain value of a node, as it was before the merge. */
export type Reader = (node: MaybeNode) => unknown;

/** Reads documents now, because the merge changes them. */
export function readerOf(documents: Document[]): Reader {
  const values = new WeakMap<Node, unknown>();
  for (const document of documents) {
    visit(document, {
      Node: (_, node) => {
        values.set(node, node.toJS(document, { maxAliasCount: 1_000 }));
      },
    });
  }
  return node => (isNode(node) ? values.get(node) : node);
}

/** The name of a key as people write it. */
export function keyOf(pair: Pair<unknown, unknown>): string {
  return String(isScalar(pair.key) ? pair.key.value : pair.key);
}

/** The value of a pair, which for an empty one is nothing. */
export function nodeOf(pair: Pair<unknown, unknown> | undefined): MaybeNode {
  return isNode(pair?.value) ? pair.value : null;
}

/** A node for another document. */
export function copyOf(node: MaybeNode): MaybeNode {
  if (!isNode(node)) {
    return node;
  }
  const copy = node.clone();
  return isNode(copy) ? copy : null;
}

/** Whether two values mean the same; the order of keys means nothing. */
export const same = isDeepStrictEqual;
