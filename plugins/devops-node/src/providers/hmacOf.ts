import { createHmac, type BinaryLike, type KeyObject } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** A fraction of a millisecond, also where memory is slow to come. */
const SLICE_BYTES = 128 * 1024;

/**
 * The HMAC of a message that is given in parts. Large parts are taken slice by
 * slice, so that 25 MB do not hold up other requests.
 *
 * @public
 */
export async function hmacOf(
  algorithm: string,
  key: BinaryLike | KeyObject,
  ...parts: Array<string | Buffer>
): Promise<Buffer> {
  const hmac = createHmac(algorithm, key);
  for (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    hmac.update(bytes.subarray(0, SLICE_BYTES));
    for (let at = SLICE_BYTES; at < bytes.length; at += SLICE_BYTES) {
      await nextTurn();
      hmac.update(bytes.subarray(at, at + SLICE_BYTES));
    }
  }
  return hmac.digest();
}
