import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { z } from 'zod/v4';

const MAX_TEXT = 2_048;
const MOST_LABELS = 100;

/** What is too long is cut: an alert with a long text is still one. */
const texts = z
  .record(
    z.string().max(MAX_TEXT),
    z.string().transform(text => text.slice(0, MAX_TEXT)),
  )
  .refine(
    labels => Object.keys(labels).length <= MOST_LABELS,
    `expected at most ${MOST_LABELS}`,
  );

const instant = z.string().transform((value, context) => {
  const at = Date.parse(value);
  if (Number.isNaN(at)) {
    context.addIssue({ code: 'custom', message: 'expected an RFC 3339 date' });
    return z.NEVER;
  }
  return at;
});

/** Go's zero time, and ends that are not there, mean that there is none. */
const optionalInstant = instant
  .nullish()
  .transform(at =>
    at === null || at === undefined || at < 0 ? undefined : at,
  );

/** What webhooks and API tell alike of an alert. */
export const someAlert = {
  labels: texts,
  annotations: texts.nullish().transform(annotations => annotations ?? {}),
  startsAt: instant,
  endsAt: optionalInstant,
  generatorURL: z.string().nullish(),
  fingerprint: z.string().max(255).nullish(),
};

/** An alert as both tell it. */
export type SomeAlert = z.infer<z.ZodObject<typeof someAlert>>;

/** Throws `InputError` that says where the body is none, without quoting it. */
export function parseOr<TSchema extends z.ZodType>(
  schema: TSchema,
  body: unknown,
  what: string,
): z.infer<TSchema> {
  const result = schema.safeParse(body);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new InputError(
      `${what}: ${issue.path.join('.') || 'the body'}: ${issue.message}`,
    );
  }
  return result.data;
}

/** Alertmanager's own, or one that is as stable where it tells none. */
export function fingerprintOf(alert: SomeAlert): string {
  return (
    alert.fingerprint ||
    createHash('sha256')
      .update(JSON.stringify(Object.entries(alert.labels).sort()))
      .digest('hex')
      .slice(0, 16)
  );
}
