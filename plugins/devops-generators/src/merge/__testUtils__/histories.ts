import fc from 'fast-check';
import {
  Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseAllDocuments,
  visit,
} from 'yaml';
import { Edit, Path } from './applyEdits';

/** What a template and a team make of the same file. */
export interface History {
  template: Edit[];
  team: Edit[];
}

/** Histories of a file: up to four edits on each side. */
export function histories(text: string): fc.Arbitrary<History> {
  const places = placesOf(text);
  const edit = fc
    .record({
      place: fc.constantFrom(...places),
      marker: fc.integer({ min: 0, max: 1_000_000 }),
      line: fc.nat({ max: 20 }),
    })
    .map(({ place, marker, line }): Edit => ({
      ...place,
      marker: `m${marker}`,
      ...(place.kind === 'line' ? { line: line % place.lines } : {}),
    }));
  const edits = fc.uniqueArray(edit, {
    minLength: 1,
    maxLength: 4,
    selector: ({ marker }) => marker,
  });
  return fc
    .record({ template: edits, team: edits })
    .map(({ template, team }) => ({
      template: unrelated(template).map(change => mark(change, 'template')),
      team: unrelated(team).map(change => mark(change, 'team')),
    }));
}

/** Whether one edit takes away or differs from what the other is about. */
export function contradict(a: Edit, b: Edit): boolean {
  const sameRemoval =
    a.kind === b.kind &&
    a.kind.startsWith('remove') &&
    a.path.length === b.path.length;
  return overlap(a, b) && !sameRemoval;
}

/** Whether one edit is about the place of the other, or a part of it. */
function overlap(a: Edit, b: Edit): boolean {
  if (a.document !== b.document) {
    return false;
  }
  const left = touched(a);
  const right = touched(b);
  const length = Math.min(left.length, right.length);
  return left.slice(0, length).every((part, index) => part === right[index]);
}

/**
 * Whether one of two edits changes what tells the list item apart that both
 * are in: then the item may count as another one.
 */
export function tear(a: Edit, b: Edit): boolean {
  return (
    a.document === b.document &&
    itemsAround(a).some(
      item =>
        itemsAround(b).some(other => isSame(other, item)) &&
        [a, b].some(({ path }) => path.length <= item.length + 2),
    )
  );
}

function itemsAround({ path, document }: Edit): Path[] {
  return [
    // A resource is an item of its file.
    ...(document > 0 ? [[]] : []),
    ...path.flatMap((part, index) =>
      typeof part === 'number' ? [path.slice(0, index + 1)] : [],
    ),
  ];
}

function isSame(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}

/**
 * A text in a list is told apart by what it says: with other words it is
 * another item, which stays although somebody removed the one it was made of,
 * or made something else of it.
 */
export function asAnotherItem(edit: Edit, others: Edit[]): Edit[] {
  const isGone = others.some(
    other =>
      (other.kind === 'remove-item' || other.kind === 'set') &&
      other.document === edit.document &&
      isSame(other.path, edit.path),
  );
  return edit.kind === 'set' && typeof edit.path.at(-1) === 'number' && isGone
    ? [{ ...edit, kind: 'replace-item' }]
    : [];
}

/** A text as plain values in which the order of lists means nothing. */
export function unordered(text: string): unknown {
  const sort = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return value.split('\n').sort().join('\n');
    }
    if (Array.isArray(value)) {
      return value
        .map(sort)
        .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    }
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, item]) => [key, sort(item)]),
        )
      : value;
  };
  return sort(parseAllDocuments(text).map(document => document.toJS()));
}

type PlaceOf = Pick<Edit, 'kind' | 'document' | 'path'> & { lines: number };

function placesOf(text: string): PlaceOf[] {
  const places: PlaceOf[] = [];
  [...parseAllDocuments(text)].forEach((document, index) =>
    visit(document as Document, {
      Node: (key, node, ancestors) => {
        const path = pathOf([...ancestors, node]);
        const add = (kind: Edit['kind'], lines = 0) =>
          places.push({ kind, document: index, path, lines });
        const parent = ancestors.at(-1);
        if (key === 'key' || path.length === 0) {
          return;
        }
        if (isScalar(node)) {
          const lines = String(node.value).split('\n').length - 1;
          add(lines > 1 ? 'line' : 'set', lines);
        }
        if (isMap(node) && !node.flow) {
          add('add-key');
        }
        if (isSeq(parent)) {
          add('add-item');
          add('remove-item');
        } else if (isPair(parent) && path.length > 1) {
          add('remove-key');
          add('comment');
        }
      },
    }),
  );
  return places;
}

function pathOf(nodes: readonly unknown[]): Path {
  return nodes.flatMap((node, index): Path => {
    if (isPair(node)) {
      return [String(isScalar(node.key) ? node.key.value : node.key)];
    }
    const parent = nodes[index - 1];
    return isSeq(parent) ? [parent.items.indexOf(node)] : [];
  });
}

function touched({ kind, path, marker, line }: Edit): Path {
  switch (kind) {
    case 'add-item':
      return [...path.slice(0, -1), `+${marker}`];
    case 'add-key':
    case 'comment':
      return [...path, `+${marker}`];
    case 'line':
      return [...path, `line ${line}`];
    default:
      return path;
  }
}

/** Edits of one side that do not take away each other's place. */
function unrelated(edits: Edit[]): Edit[] {
  return edits.filter(
    (edit, index) => !edits.slice(0, index).some(other => overlap(edit, other)),
  );
}

function mark(edit: Edit, side: string): Edit {
  return { ...edit, marker: `${edit.marker}${side === 'team' ? 1 : 2}` };
}
