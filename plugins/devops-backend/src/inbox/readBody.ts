import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createGunzip, gunzipSync } from 'node:zlib';
import { InputError } from '@backstage/errors';
import { JSONParser, TokenType } from '@streamparser/json';
import type { InboxStore } from '../database/InboxStore';
import type { InboxRow } from '../database/rows';
import { LARGE_BYTES } from './packBody';

type StoredBody = Pick<
  InboxRow,
  'id' | 'event' | 'body' | 'parts' | 'size_bytes'
>;
type Parts = Pick<InboxStore, 'readPart'>;

/** How much is parsed before other work gets its turn: some milliseconds. */
const SLICE_BYTES = 16 * 1024;

/**
 * How many levels a large body may nest. No provider comes near it, and what
 * is nested without end fills the memory many times over once it is parsed.
 */
const MAX_DEPTH = 1_000;

/**
 * How many names and values a large body may hold: more than a pipeline of ten
 * thousand jobs has. Each takes much more memory than it takes text.
 */
const MAX_VALUES = 1_000_000;

/** Whether handling the body takes long enough to do it on its own. */
export function isLarge(row: StoredBody): boolean {
  return row.parts > 0 || (row.size_bytes ?? 0) > LARGE_BYTES;
}

/**
 * The body of a delivery as JSON. Throws `InputError` when it is none; its
 * message does not quote the body, as those of parsers do.
 */
export async function readJson(
  row: StoredBody,
  parts: Parts,
): Promise<unknown> {
  if (!isLarge(row)) {
    const text = gunzipSync(row.body).toString('utf8');
    try {
      return JSON.parse(text);
    } catch {
      throw notJson(row);
    }
  }
  const parser = new JSONParser({
    paths: ['$'],
    // Without it, a text is put together of its characters, all at the end.
    stringBufferSize: SLICE_BYTES,
  });
  let found: { value: unknown } | undefined;
  let depth = 0;
  let values = 0;
  parser.onValue = ({ value }) => {
    found = { value };
  };
  parser.onToken = ({ token }) => {
    depth += levelsOf(token);
    values += isValue(token) ? 1 : 0;
  };
  for await (const chunk of unpack(row, parts)) {
    for (let start = 0; start < chunk.length; start += SLICE_BYTES) {
      try {
        parser.write(chunk.subarray(start, start + SLICE_BYTES));
      } catch {
        throw notJson(row);
      }
      if (depth > MAX_DEPTH) {
        throw new InputError(
          `The body of the event '${row.event}' nests more than ${MAX_DEPTH} levels, which no provider's does`,
        );
      }
      if (values > MAX_VALUES) {
        throw new InputError(
          `The body of the event '${row.event}' holds more than ${MAX_VALUES} names and values, which no provider's does`,
        );
      }
      await nextTurn();
    }
  }
  if (!found) {
    throw notJson(row);
  }
  return found.value;
}

function levelsOf(token: TokenType): number {
  switch (token) {
    case TokenType.LEFT_BRACE:
    case TokenType.LEFT_BRACKET:
      return 1;
    case TokenType.RIGHT_BRACE:
    case TokenType.RIGHT_BRACKET:
      return -1;
    default:
      return 0;
  }
}

function isValue(token: TokenType): boolean {
  switch (token) {
    case TokenType.STRING:
    case TokenType.NUMBER:
    case TokenType.TRUE:
    case TokenType.FALSE:
    case TokenType.NULL:
      return true;
    default:
      return false;
  }
}

/** The start of the body as text, at most so many bytes. */
export async function readText(
  row: StoredBody,
  parts: Parts,
  maxBytes: number,
): Promise<{ text: string; truncated: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of unpack(row, parts)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) {
      break;
    }
  }
  const bytes = Buffer.concat(chunks);
  return bytes.length <= maxBytes
    ? { text: bytes.toString('utf8'), truncated: false }
    : {
        // A character that the cut went through is left out.
        text: bytes
          .subarray(0, maxBytes)
          .toString('utf8')
          .replace(/\uFFFD$/, ''),
        truncated: true,
      };
}

/** The body as it came, piece by piece; at no time all of it is in memory. */
async function* unpack(row: StoredBody, parts: Parts): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  // Whatever fails there destroys the stream that is read here.
  pipeline(partsOf(row, parts), gunzip).catch(() => {});
  yield* gunzip;
}

async function* partsOf(row: StoredBody, parts: Parts): AsyncGenerator<Buffer> {
  yield row.body;
  for (let part = 0; part < row.parts; part += 1) {
    const body = await parts.readPart(row.id, part);
    if (!body) {
      throw new Error(`Part ${part} of the body is missing from the inbox`);
    }
    yield body;
  }
}

function notJson(row: StoredBody) {
  return new InputError(
    `The body of the event '${row.event}' is not JSON, though the sender signed it`,
  );
}
