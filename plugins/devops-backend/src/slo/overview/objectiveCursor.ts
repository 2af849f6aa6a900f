import { InputError } from '@backstage/errors';
import {
  isName,
  type ObjectivePosition,
  type ObjectiveSort,
} from '../../database/slos/overview/listObjectives';

type Order = { sort: ObjectiveSort; descending: boolean };

/** Writes where a page of objectives ends, opaque to clients. */
export function encodeObjectiveCursor(
  { sort, descending }: Order,
  position: ObjectivePosition,
): string {
  return Buffer.from(JSON.stringify([sort, descending, ...position])).toString(
    'base64url',
  );
}

/** Throws `InputError` when the text is no cursor of ours, or of another order. */
export function decodeObjectiveCursor(
  cursor: string,
  { sort, descending }: Order,
): ObjectivePosition {
  const [sorted, down, ...position] = parse(cursor);
  const last = position.length - 1;
  const isPosition =
    last === (sort === 'state' ? 2 : 1) &&
    Number.isSafeInteger(position[last]) &&
    position.every((key, n) =>
      isName(sort, n) ? typeof key === 'string' : Number.isFinite(key),
    ) &&
    (sort !== 'state' || Number.isInteger(position[0]));
  if (sorted !== sort || down !== descending || !isPosition) {
    throw new InputError(
      "The query parameter 'cursor' must be the nextCursor of an answer before, asked for with the same sort and order",
    );
  }
  return position as ObjectivePosition;
}

function parse(cursor: string): unknown[] {
  try {
    const value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
