import { z, type ZodType, type ZodTypeAny, type ZodTypeDef } from 'zod';
import { parseInstant } from './instant';

const INSTANT = 'an instant such as 2026-08-01T09:00:00Z';

/** A text; numbers are welcome as identifiers. */
export function text(what: string) {
  return z.preprocess(
    value => (Number.isSafeInteger(value) ? String(value) : value),
    z
      .string({
        required_error: `is missing: give ${what}`,
        invalid_type_error: `must be ${what}`,
      })
      .transform(value => value.trim()),
  );
}

/** One of some words, in any case. */
export function oneOf<T extends string>(words: readonly [T, ...T[]]) {
  const list = `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
  return z.preprocess(
    value => (typeof value === 'string' ? value.trim().toLowerCase() : value),
    z.enum(words, {
      errorMap: issue => ({
        message:
          issue.code === 'invalid_type' && issue.received === 'undefined'
            ? `is missing: give ${list}`
            : `must be ${list}`,
      }),
    }),
  );
}

/** An instant, written out in UTC. */
export const instant = z
  .string({
    required_error: `is missing: give ${INSTANT}`,
    invalid_type_error: `must be ${INSTANT}`,
  })
  .transform((value, context) => {
    const time = parseInstant(value);
    if (time === undefined) {
      context.addIssue({ code: 'custom', message: `must be ${INSTANT}` });
      return z.NEVER;
    }
    return new Date(time).toISOString();
  });

/** An instant that may be absent, also in the way of Go: the year 1. */
export const optionalInstant = z
  .preprocess(
    value =>
      typeof value === 'string' && value.startsWith('0001-01-01')
        ? undefined
        : value,
    instant.optional(),
  )
  .optional();

export const flag = z.boolean({
  invalid_type_error: 'must be true or false',
});

export const attempt = z
  .number({ invalid_type_error: 'must be a whole number from 1 on' })
  .int('must be a whole number from 1 on')
  .min(1, 'must be a whole number from 1 on');

export const texts = z.array(text('a text'), {
  invalid_type_error: 'must be a list of texts',
});

/** An object, for which empty texts and nulls are the same as no field. */
export function fields<T extends z.ZodRawShape>(shape: T) {
  return withoutBlanks(
    z.object(shape, { invalid_type_error: 'must be an object' }),
  );
}

/** Drops what is empty before the schema sees it. */
export function withoutBlanks<T extends ZodTypeAny>(schema: T) {
  return z.preprocess(
    value =>
      isRecord(value)
        ? Object.fromEntries(
            Object.entries(value).filter(([, field]) => !isBlank(field)),
          )
        : value,
    schema,
  );
}

/** Asks for one of some keys, even if its value is empty. */
export function withKey<T>(
  keys: [string, ...string[]],
  message: string,
  schema: ZodType<T, ZodTypeDef, unknown>,
): ZodType<T, ZodTypeDef, unknown> {
  return z
    .unknown()
    .superRefine((value, context) => {
      if (isRecord(value) && !keys.some(key => Object.hasOwn(value, key))) {
        context.addIssue({ code: 'custom', path: [keys[0]], message });
      }
    })
    .pipe(schema);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isBlank(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    (typeof value === 'string' && value.trim() === '')
  );
}
