import { createHash, timingSafeEqual } from 'node:crypto';
import { AuthenticationError } from '@backstage/errors';
import { minimatch } from 'minimatch';
import type { WebhookRequest } from '../providers';
import type { AccessToken } from './readAccessTokens';

/**
 * Makes the check of `Authorization: Bearer <token>`.
 *
 * @param options - `key` is the configuration key of the tokens, for errors.
 *
 * @returns a function that returns the token of a request, and throws
 * `AuthenticationError` when it carries none of them. The time it takes does
 * not depend on how much of a token is right, nor on which one it is.
 *
 * @public
 */
export function createTokenVerifier(
  tokens: AccessToken[],
  options: { key: string },
): (request: WebhookRequest) => AccessToken {
  const known = tokens.map(token => ({ token, digest: sha256(token.token) }));
  return request => {
    const header = request.headers.authorization;
    const given = /^Bearer +(\S+) *$/i.exec(
      (Array.isArray(header) ? header[0] : header) ?? '',
    )?.[1];
    if (given === undefined) {
      throw new AuthenticationError(
        `The request has no header 'Authorization: Bearer <token>'; send one of the tokens in ${options.key}`,
      );
    }
    const digest = sha256(given);
    // No early exit: the time taken must not tell which token matched.
    const [match] = known.filter(entry =>
      timingSafeEqual(entry.digest, digest),
    );
    if (!match) {
      throw new AuthenticationError(
        `The bearer token of the request is not one of those in ${options.key}`,
      );
    }
    return match.token;
  };
}

/**
 * Whether a token may write something of this name.
 *
 * @public
 */
export function isAllowed(token: AccessToken, name: string): boolean {
  return (
    token.allowed?.some(glob =>
      minimatch(name, glob, { nocomment: true, nonegate: true, dot: true }),
    ) ?? true
  );
}

/** Digests have equal length, which a comparison in constant time needs. */
function sha256(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}
