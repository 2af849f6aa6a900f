import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** A DNS label: safe in entity names, URLs, job names and shell words alike. */
const DNS_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** What npm scripts are called in practice; nothing a shell would interpret. */
const SCRIPT_NAME = /^[A-Za-z0-9][A-Za-z0-9:_.-]{0,99}$/;

/** Name of a service or an environment. */
export const nameSchema = z
  .string()
  .regex(
    DNS_LABEL,
    'must be 1 to 63 lower-case letters, digits and hyphens, and start and end with a letter or digit',
  );

/** An entity of the catalog by its full name, as a word of a shell. */
export const entityRefSchema = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9]*:[A-Za-z0-9][A-Za-z0-9-]{0,62}\/[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
    'must be the full name of an entity, such as component:default/orders',
  );

/** Name of a script in package.json. */
export const scriptNameSchema = z
  .string()
  .regex(
    SCRIPT_NAME,
    'must be the name of a script in package.json: letters, digits, and : _ . - inside',
  );

/**
 * Parses the input of a generator.
 *
 * @throws InputError that names each offending field by its path.
 */
export function parseSpec<TSchema extends z.ZodTypeAny>(
  schema: TSchema,
  value: unknown,
): z.output<TSchema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    return parsed.data;
  }
  const problems = parsed.error.issues.map(
    issue => `${issue.path.join('.') || 'input'}: ${issue.message}`,
  );
  throw new InputError(`Invalid input, ${problems.join('; ')}`);
}
