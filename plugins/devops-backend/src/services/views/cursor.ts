import { InputError } from '@backstage/errors';
import type { Position } from '../../database/operations/reads/position';
import type { StoredInstant } from '../../database/rows';

/** Writes where a page ends, opaque to clients. */
function encodeCursor(position: Position): string {
  return Buffer.from(
    JSON.stringify([position.createdAt, position.id]),
  ).toString('base64url');
}

/** Throws `InputError` when the text is no cursor of ours. */
export function decodeCursor(cursor: string): Position {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    value = undefined;
  }
  if (
    !Array.isArray(value) ||
    !Number.isSafeInteger(value[0]) ||
    typeof value[1] !== 'string'
  ) {
    throw new InputError(
      "The query parameter 'cursor' must be the nextCursor of an answer before",
    );
  }
  return { createdAt: value[0], id: value[1] };
}

/** A page of rows of which one more than its limit was read, newest first. */
export function cutPage<TRow extends { id: string }>(
  rows: TRow[],
  limit: number,
  instantOf: (row: TRow) => StoredInstant,
): { shown: TRow[]; nextCursor?: string } {
  const shown = rows.slice(0, limit);
  const last = shown[shown.length - 1];
  return {
    shown,
    nextCursor:
      rows.length > limit
        ? encodeCursor({ createdAt: Number(instantOf(last)), id: last.id })
        : undefined,
  };
}
