import { InputError } from '@backstage/errors';
import type { Position } from '../../database/operations/reads/position';

/** Writes where a page ends, opaque to clients. */
export function encodeCursor(position: Position): string {
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
