import {
  Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Node,
  Pair,
  parseAllDocuments,
  Scalar,
} from 'yaml';

export type Path = Array<string | number>;

/** A change of one place of a file, by whoever makes it. */
export interface Edit {
  kind:
    | 'set'
    | 'replace-item'
    | 'add-item'
    | 'remove-item'
    | 'add-key'
    | 'remove-key'
    | 'line'
    | 'comment';
  /** Which document of the file, and where in it. */
  document: number;
  path: Path;
  /** Unique, so that it can be found again. */
  marker: string;
  /** The line of a script that is replaced. */
  line?: number;
}

/** Makes edits of a text, all of which name places of that text. */
export function apply(text: string, edits: Edit[]): string {
  const documents = [...parseAllDocuments(text)] as Document[];
  const resolved = edits.map(edit => {
    const parent = nodeAt(documents[edit.document], edit.path.slice(0, -1));
    return {
      edit,
      node: nodeAt(documents[edit.document], edit.path),
      parent,
      // As it was before any edit: an item has the form of the first one.
      first: isSeq(parent) ? parent.items[0] : undefined,
    };
  });
  const scripts = new Map<Scalar, string[]>();
  for (const { edit, node, parent, first } of resolved) {
    const key = String(edit.path.at(-1));
    if (edit.kind === 'set' && isScalar(node)) {
      node.value = valueAfter(node, edit);
    } else if (edit.kind === 'replace-item' && isSeq(parent)) {
      parent.items.push(new Scalar(valueAfter(node, edit)));
    } else if (edit.kind === 'line' && isScalar(node)) {
      const lines = scripts.get(node) ?? String(node.value).split('\n');
      lines[edit.line ?? 0] = `tool-${edit.marker} --run`;
      scripts.set(node, lines);
    } else if (edit.kind === 'add-item' && isSeq(parent)) {
      const at = node ? parent.items.indexOf(node) : parent.items.length;
      parent.items.splice(
        at,
        0,
        documents[edit.document].createNode(newItem(edit, first)),
      );
    } else if (edit.kind === 'remove-item' && isSeq(parent)) {
      parent.items = parent.items.filter(item => item !== node);
    } else if (edit.kind === 'add-key' && isMap(node)) {
      node.add(
        new Pair(
          new Scalar(`key-${edit.marker}`),
          new Scalar(`value ${edit.marker}`),
        ),
      );
    } else if (edit.kind === 'remove-key' && isMap(parent)) {
      parent.delete(key);
    } else if (edit.kind === 'comment' && isMap(parent)) {
      const pair = parent.items.find(item => String(item.key) === key);
      if (isScalar(pair?.key)) {
        pair.key.commentBefore = [pair.key.commentBefore, commentOf(edit)]
          .filter(Boolean)
          .join('\n');
      }
    }
  }
  scripts.forEach((lines, scalar) => {
    scalar.value = lines.join('\n');
  });
  return documents
    .map(document => document.toString({ lineWidth: 0 }))
    .join('');
}

function valueAfter(node: unknown, { marker }: Edit): unknown {
  const value = isScalar(node) ? node.value : undefined;
  return typeof value === 'number'
    ? Number(marker.slice(1).replace(/\D/g, '')) + 1_000
    : `${value}-${marker}`;
}

/** The comment that an edit adds. */
export function commentOf({ marker }: Edit): string {
  return ` note ${marker}`;
}

function newItem({ marker }: Edit, sibling: unknown): unknown {
  return isCollection(sibling)
    ? { name: `step ${marker}`, run: `tool-${marker} --run` }
    : `tool-${marker} --run`;
}

function nodeAt(document: Document, path: Path): Node | undefined {
  const node =
    path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(node) ? node : undefined;
}
