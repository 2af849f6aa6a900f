import { Document, isCollection, isNode, isPair, Node, visit } from 'yaml';
import { Sides } from '../types';

const KINDS = ['commentBefore', 'comment'] as const;

/** Gives a merged node the comments of both sides, the team's first. */
export function mergeComments(nodes: Sides<unknown>, merged: unknown): void {
  if (!isNode(merged)) {
    return;
  }
  for (const kind of KINDS) {
    const base = commentOf(nodes.base, kind);
    const team = commentOf(nodes.team, kind);
    const template = commentOf(nodes.template, kind);
    merged[kind] = team === base ? template : team;
  }
}

function commentOf(node: unknown, kind: (typeof KINDS)[number]) {
  return isNode(node) ? (node[kind] ?? undefined) : undefined;
}

/**
 * Gives a comment above the first item of a collection to that item: the
 * parser gives it to the collection, where it would stay behind when another
 * item becomes the first.
 */
export function ownComments(document: Document): void {
  visit(document, {
    Pair: (_, { value }) => {
      passDown(value);
    },
  });
  passDown(document.contents);
}

function passDown(value: unknown): void {
  if (!isCollection(value) || value.flow || !value.commentBefore) {
    return;
  }
  const [item] = value.items;
  const first: unknown = isPair(item) ? item.key : item;
  if (isNode(first) && !isCollection(first)) {
    prepend(first, value);
  } else if (isCollection(first) && !isPair(item)) {
    prepend(first, value);
  }
}

function prepend(first: Node, collection: Node): void {
  first.commentBefore = [collection.commentBefore, first.commentBefore]
    .filter(Boolean)
    .join('\n');
  collection.commentBefore = undefined;
}
