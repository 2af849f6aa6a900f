import { InputError } from '@backstage/errors';
import type { Actor } from '@backstage-devops/plugin-devops-common';
import { z } from 'zod/v4';

/**
 * Building blocks of the schemas: strict about what is used, silent about the
 * rest. `null` and absent mean the same to GitHub.
 */
const MAX_TEXT = 2048;
const MAX_MESSAGE = 10_000;

/** Names, paths, refs and addresses. */
export const text = z.string().min(1).max(MAX_TEXT);
export const optionalText = z
  .string()
  .max(MAX_TEXT)
  .nullish()
  .transform(value => value || undefined);

/** What people wrote: the first line of it, cut. */
export const prose = z
  .string()
  .nullish()
  .transform(value => value?.split(/\r?\n/, 1)[0].slice(0, 255) || undefined);

/** The whole of it, which may say what a commit reverts. */
export const message = z
  .string()
  .nullish()
  .transform(value => value?.slice(0, MAX_MESSAGE) || undefined);

export const id = z.int().positive();
export const optionalId = id.nullish().transform(value => value ?? undefined);
export const flag = z
  .boolean()
  .nullish()
  .transform(value => value ?? undefined);

/** Addresses that become links: nothing but http and https. */
export const optionalUrl = z
  .string()
  .max(MAX_TEXT)
  .nullish()
  .transform(value =>
    value && /^https?:\/\//i.test(value) && URL.canParse(value)
      ? value
      : undefined,
  );

export const sha = z
  .string()
  .regex(/^[0-9a-f]{7,64}$/i, 'expected the id of a commit');

/** Epoch milliseconds. GitHub writes ISO 8601, with `Z` or an offset. */
export const instant = z.iso
  .datetime({ offset: true })
  .transform((value, ctx) => {
    const epoch = Date.parse(value);
    if (Number.isNaN(epoch) || epoch < 0) {
      ctx.addIssue({ code: 'custom', message: 'expected a date' });
      return z.NEVER;
    }
    return epoch;
  });
export const optionalInstant = instant
  .nullish()
  .transform(value => value ?? undefined);

/** A user, an organization or an app. */
export const optionalActor = z
  .object({ login: optionalText, html_url: optionalUrl, type: optionalText })
  .nullish()
  .transform((user): (Actor & { isBot: boolean }) | undefined =>
    user?.login === undefined
      ? undefined
      : {
          name: user.login,
          username: user.login,
          ...(user.html_url && { url: user.html_url }),
          isBot: user.type === 'Bot',
        },
  );

/** Counts before it looks at any entry, so that a huge list costs little. */
export function listOf<T extends z.ZodType>(entry: T, max: number) {
  return z.array(z.unknown()).max(max).pipe(z.array(entry));
}

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
    .map(issue => `${issue.path.join('.') || 'payload'}: ${issue.message}`)
    .join('; ');
  throw new InputError(`${what} is not as GitHub documents it: ${problems}`);
}

export function toIso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

export function toIsoOptional(epochMs: number | undefined): string | undefined {
  return epochMs === undefined ? undefined : toIso(epochMs);
}

/** Removes absent fields, so that they leave stored values in place. */
export function compact<T extends object>(record: T): T {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as T;
}

/** Milliseconds between two instants; clocks that disagree give none. */
export function durationOf(
  startedAt: number | undefined,
  finishedAt: number | undefined,
): number | undefined {
  return startedAt === undefined ||
    finishedAt === undefined ||
    finishedAt < startedAt
    ? undefined
    : finishedAt - startedAt;
}
