import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** Shorter ones can be guessed. */
const MIN_LENGTH = 16;

/**
 * A secret that lets whoever has it tell a source of deliveries.
 *
 * @public
 */
export type AccessToken = {
  /** For the audit log; the token itself never shows. */
  name: string;
  token: string;
  /** Globs of what may be written with it; absent for everything. */
  allowed?: string[];
};

/**
 * Reads a list of tokens, `tokens: [{ name, token, <restriction>: [globs] }]`,
 * of which there are several while one is being replaced.
 *
 * @param config - what holds the list.
 * @param options - `key` is the whole configuration key of `config`, for
 * errors; `restriction` is the key of the globs.
 *
 * @throws InputError that names the key: no tokens, a name or token twice, a
 * token of less than 16 characters, an empty restriction.
 *
 * @public
 */
export function readAccessTokens(
  config: Config,
  options: { key: string; restriction: string },
): AccessToken[] {
  const key = `${options.key}.tokens`;
  const tokens = (config.getOptionalConfigArray('tokens') ?? []).map(
    (entry, index) => readToken(entry, `${key}[${index}]`, options.restriction),
  );
  if (tokens.length === 0) {
    throw new InputError(
      `${key} is empty, and what nobody can prove to have sent is not taken; add a token with a name, or remove ${options.key}`,
    );
  }
  rejectTwice(tokens, 'name', key);
  rejectTwice(tokens, 'token', key);
  return tokens;
}

function readToken(
  entry: Config,
  key: string,
  restriction: string,
): AccessToken {
  const name = entry.getString('name');
  const token = entry.getString('token');
  if (token.length < MIN_LENGTH || /\s/.test(token)) {
    throw new InputError(
      `${key}.token needs at least ${MIN_LENGTH} characters and no blanks; make one with 'openssl rand -hex 32'`,
    );
  }
  const allowed = entry.getOptionalStringArray(restriction);
  if (allowed?.length === 0) {
    throw new InputError(
      `${key}.${restriction} is empty, so that the token could write nothing; list globs, or remove the key to allow everything`,
    );
  }
  return { name, token, ...(allowed && { allowed }) };
}

function rejectTwice(
  tokens: AccessToken[],
  field: 'name' | 'token',
  key: string,
): void {
  const seen = new Set<string>();
  for (const token of tokens) {
    if (seen.has(token[field])) {
      throw new InputError(
        `${key}: '${token.name}' has a ${field} that another token has too; give each its own`,
      );
    }
    seen.add(token[field]);
  }
}
