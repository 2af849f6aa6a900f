import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createGzip, gzipSync } from 'node:zlib';
import type { NewDelivery } from '../database/operations/inbox/storeDeliveries';

/**
 * Bodies up to this size are handled at once, which takes a few milliseconds
 * at most; larger ones in slices, between which other requests are served.
 */
export const LARGE_BYTES = 256 * 1024;
/** How much of a body one row holds, compressed. */
const PART_BYTES = 256 * 1024;

type PackedBody = Pick<NewDelivery, 'body' | 'rest' | 'sizeBytes'>;

/** Compresses a body for the inbox. */
export async function packBody(raw: Buffer): Promise<PackedBody> {
  const sizeBytes = raw.length;
  if (sizeBytes <= LARGE_BYTES) {
    // A window as large as most bodies: a larger one takes longer to set up
    // than the compression.
    const body = gzipSync(raw, { level: 1, windowBits: 13, memLevel: 6 });
    return { body, sizeBytes };
  }
  const [body, ...rest] = await packInParts(raw);
  return { body, rest, sizeBytes };
}

async function packInParts(raw: Buffer): Promise<Buffer[]> {
  const gzip = createGzip({ level: 1 });
  const feeding = pipeline(slices(raw), gzip);
  const parts: Buffer[] = [];
  let collected: Buffer[] = [];
  let length = 0;
  for await (const chunk of gzip) {
    collected.push(chunk);
    length += chunk.length;
    if (length >= PART_BYTES) {
      parts.push(Buffer.concat(collected));
      collected = [];
      length = 0;
    }
  }
  await feeding;
  return length > 0 ? [...parts, Buffer.concat(collected)] : parts;
}

async function* slices(raw: Buffer): AsyncGenerator<Buffer> {
  for (let start = 0; start < raw.length; start += LARGE_BYTES) {
    yield raw.subarray(start, start + LARGE_BYTES);
    await nextTurn();
  }
}
