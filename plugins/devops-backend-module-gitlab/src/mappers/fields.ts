import { InputError } from '@backstage/errors';
import type { Actor, Commit } from '@backstage-devops/plugin-devops-common';
import { z } from 'zod/v4';
import { parseGitlabDate } from './dates';

/**
 * Building blocks of the schemas: strict about what is used, silent about the
 * rest. `null` and absent mean the same to GitLab.
 */
const MAX_TEXT = 2048;

/** Names, paths, refs and addresses. */
export const text = z.string().min(1).max(MAX_TEXT);
export const optionalText = z
  .string()
  .max(MAX_TEXT)
  .nullish()
  .transform(value => value || undefined);

/** Messages for people, which may be of any length and are cut. */
export const prose = z
  .string()
  .nullish()
  .transform(value => value?.split(/\r?\n/, 1)[0].slice(0, 255) || undefined);

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

export const instant = z.string().transform((value, ctx) => {
  const epoch = parseGitlabDate(value);
  if (epoch === undefined) {
    ctx.addIssue({ code: 'custom', message: 'expected a date with a zone' });
    return z.NEVER;
  }
  return epoch;
});
export const optionalInstant = instant
  .nullish()
  .transform(value => value ?? undefined);

/** Seconds, with fraction, to whole milliseconds. */
export const optionalSeconds = z
  .number()
  .nonnegative()
  .nullish()
  .transform(value =>
    value === null || value === undefined
      ? undefined
      : Math.round(value * 1000),
  );

/** The API gives coverage as a number or as a text, depending on the endpoint. */
export const optionalCoverage = z
  .union([z.number(), z.string().regex(/^\d{1,3}(\.\d{1,6})?$/)])
  .nullish()
  .catch(undefined)
  .transform(value =>
    value === null || value === undefined ? undefined : Number(value),
  );

export const optionalActor = z
  .object({ name: optionalText, username: optionalText, web_url: optionalUrl })
  .nullish()
  .transform((user): Actor | undefined => {
    const name = user?.name ?? user?.username;
    return name === undefined
      ? undefined
      : {
          name,
          ...(user?.username && { username: user.username }),
          ...(user?.web_url && { url: user.web_url }),
        };
  });

/** The commit as the API embeds it in jobs. */
export const optionalCommit = z
  .object({
    id: sha,
    title: prose,
    message: prose,
    author_name: prose,
    web_url: optionalUrl,
  })
  .nullish()
  .transform((commit): Commit | undefined =>
    commit
      ? toCommit({
          sha: commit.id,
          title: commit.title ?? commit.message,
          author: commit.author_name,
          url: commit.web_url,
        })
      : undefined,
  );

/** Leaves absent fields out, so that they do not overwrite what is stored. */
export function toCommit(commit: {
  sha: string;
  title?: string;
  author?: string;
  url?: string;
}): Commit {
  return {
    sha: commit.sha,
    ...(commit.title && { title: commit.title }),
    ...(commit.author && { author: commit.author }),
    ...(commit.url && { url: commit.url }),
  };
}

/** Counts before it looks at any entry, so that a huge list costs little. */
export function listOf<T extends z.ZodType>(entry: T, max: number) {
  return z.array(z.unknown()).max(max).pipe(z.array(entry));
}

/** Parses or throws an `InputError` that tells where and never quotes values. */
export function parseOr<T>(
  schema: z.ZodType<T>,
  value: unknown,
  what: string,
  /** Where the value is, when it is a part. */
  at: Array<string | number> = [],
): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    return parsed.data;
  }
  const problems = parsed.error.issues
    .slice(0, 3)
    .map(
      ({ path, message }) =>
        `${[...at, ...path].join('.') || 'payload'}: ${message}`,
    )
    .join('; ');
  throw new InputError(`${what} is not as GitLab documents it: ${problems}`);
}
