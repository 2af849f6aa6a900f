import { InputError } from '@backstage/errors';
import { parseInstant } from '@backstage-devops/plugin-devops-common';
import { z } from 'zod/v4';

/** Building blocks of the schemas: strict about what is used only. */
const storable = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine(value => !value.includes('\u0000'), 'contains the character NUL');

/** What the store looks up or compares. */
export const shortText = storable(255);
/** Sources, which are URI references. */
export const text = storable(2048);

/** What is left out, `null` or empty means the same to senders. */
export const optionalShortText = orAbsent(shortText);
export const optionalText = orAbsent(text);

/** Text for people, of any length: its first line, cut. */
export const optionalLine = z
  .string()
  .nullish()
  .catch(undefined)
  .transform(
    value =>
      value?.replaceAll('\u0000', '').split(/\r?\n/, 1)[0].slice(0, 255) ||
      undefined,
  );

/** Addresses that become links: nothing but http and https. */
export const optionalUrl = z
  .string()
  .nullish()
  .catch(undefined)
  .transform(value =>
    value &&
    value.length <= 2048 &&
    /^https?:\/\//i.test(value) &&
    URL.canParse(value)
      ? value
      : undefined,
  );

/** Epoch milliseconds. */
export const instant = z.string().transform((value, context) => {
  const at = parseInstant(value);
  if (at === undefined || at < 0 || at >= Date.UTC(2100, 0)) {
    context.addIssue({
      code: 'custom',
      message: 'expected an instant such as 2026-08-01T09:00:00Z',
    });
    return z.NEVER;
  }
  return at;
});

/** Parses or throws an `InputError` that tells where and never quotes values. */
export function parseOr<T>(
  schema: z.ZodType<T>,
  value: unknown,
  what: string,
): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    return parsed.data;
  }
  const problems = parsed.error.issues
    .slice(0, 3)
    .map(({ path, message }) => `"${path.join('.')}" ${message}`)
    .join('; ');
  throw new InputError(`${what}: ${problems}`);
}

/** Removes absent fields, so that they leave stored values in place. */
export function compact<T extends object>(record: T): T {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as T;
}

export function toIso(at: number): string {
  return new Date(at).toISOString();
}

function orAbsent(schema: z.ZodType<string>) {
  return z.preprocess(
    value => (value === null || value === '' ? undefined : value),
    schema.optional(),
  );
}
