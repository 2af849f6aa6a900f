import { z } from 'zod/v4';
import { parseOr, shortText, text } from '../mappers/fields';

/**
 * The part of a CloudEvent that is used. The CDEvent is in its data, and has
 * the other attributes too.
 */
const cloudEvent = z.object({
  specversion: z.literal('1.0'),
  id: shortText,
  source: text,
  type: shortText,
  data: z.unknown(),
});

export type CloudEvent = z.infer<typeof cloudEvent>;

/** One event of a request, and what to call it in errors. */
export type Item = { event: CloudEvent; where: string };

/** Reads one CloudEvent in its JSON form, or a batch of them. */
export function readCloudEvents(body: unknown): Item[] {
  const values: Array<[unknown, string]> = Array.isArray(body)
    ? body.map((value, index) => [value, `[${index}]`])
    : [[body, 'event']];
  return values.map(([value, where]) => ({
    event: parseOr(cloudEvent, value, `${where}: no CloudEvent 1.0`),
    where,
  }));
}
