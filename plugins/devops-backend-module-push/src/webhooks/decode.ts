import { InputError } from '@backstage/errors';
import type { WebhookRequest } from '@backstage-devops/plugin-devops-node';
import type { Item } from '../events/readEvents';

/** Names in use for one JSON value in each line. */
const LINES = new Set([
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/x-jsonlines',
]);

/** The items of a request, and the JSON to store where it is not JSON itself. */
export function decode(request: WebhookRequest): {
  items: Item[];
  json?: Buffer;
} {
  const text = decodeText(request.rawBody);
  if (!LINES.has(mediaTypeOf(request))) {
    return { items: itemsOf(parseJson(text)) };
  }
  const items = decodeLines(text);
  const values = items.map(({ value }) => value);
  return { items, json: Buffer.from(JSON.stringify(values)) };
}

/** One event, or a list of events. */
export function itemsOf(body: unknown): Item[] {
  return Array.isArray(body)
    ? body.map((value, index) => ({ value, where: `[${index}]` }))
    : [{ value: body, where: 'event' }];
}

function decodeLines(text: string): Item[] {
  return text.split(/\r\n|\n|\r/).flatMap((line, index) => {
    const where = `line ${index + 1}`;
    if (line.trim() === '') {
      return [];
    }
    try {
      return [{ value: JSON.parse(line) as unknown, where }];
    } catch {
      // The message of the JSON parser would repeat a part of the line.
      throw new InputError(
        `${where}: is no JSON: write one object in each line`,
      );
    }
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(
      "The body is no JSON; send one event or a list of events, or one event in each line with 'Content-Type: application/x-ndjson'",
    );
  }
}

function decodeText(body: Buffer): string {
  try {
    // It also drops a byte order mark.
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new InputError('The body is not encoded in UTF-8');
  }
}

function mediaTypeOf({ headers }: WebhookRequest): string {
  const header = headers['content-type'];
  const value = Array.isArray(header) ? header[0] : header;
  return (value ?? '').split(';', 1)[0].trim().toLowerCase();
}
