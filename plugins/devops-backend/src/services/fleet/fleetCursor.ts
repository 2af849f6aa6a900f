import { InputError } from '@backstage/errors';
import type { FleetPosition } from '../../database/operations/fleet/listFleet';

/** Writes where a page of the fleet ends, opaque to clients. */
export function encodeFleetCursor({ value, uid }: FleetPosition): string {
  return Buffer.from(JSON.stringify([value, uid])).toString('base64url');
}

/** Throws `InputError` when the text is no cursor of ours. */
export function decodeFleetCursor(cursor: string): FleetPosition {
  try {
    const [value, uid, ...rest] = JSON.parse(
      Buffer.from(cursor, 'base64url').toString('utf8'),
    );
    const isValue =
      value === null || ['string', 'number'].includes(typeof value);
    if (isValue && typeof uid === 'string' && rest.length === 0) {
      return { value, uid };
    }
  } catch {
    // Whatever is wrong with it, the way out is the same.
  }
  throw new InputError(
    "The query parameter 'cursor' must be the nextCursor of an answer before, asked for with the same sort",
  );
}
