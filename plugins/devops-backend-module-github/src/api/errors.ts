import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';

/** What an error has to name so that somebody can act on it. */
export type ErrorContext = {
  /** For instance `GitHub (github.com)`. */
  title: string;
  host: string;
};

/** The request as errors name it, without query and credentials. */
export type Named = { method: string; path: string };

/** An answer that is no success. */
export type Refusal = { status: number; limited: boolean; reason: string };

/** Turns an answer that is no success into an error that says what to do. */
export function toError(
  context: ErrorContext,
  { method, path }: Named,
  { status, limited, reason }: Refusal,
): Error {
  const { title, host } = context;
  const told = reason ? `: ${reason}` : '';
  const what = `${title} answered ${status} to ${method} ${path}${told}`;
  const entry = `integrations.github, entry '${host}'`;
  if (limited) {
    return new ServiceUnavailableError(
      `${what}; it limits the rate of requests, and the next sweep tries again (credentials: ${entry})`,
    );
  }
  switch (status) {
    case 401:
      return new AuthenticationError(
        `${what}; the token or the app's key is missing, expired or revoked: set a valid one in ${entry}`,
      );
    case 403:
      return new NotAllowedError(
        `${what}; the token or app may not do this: give it read access to actions, contents, deployments, environments and pull requests, and write access to actions and deployments to act (${entry})`,
      );
    case 404:
      return new NotFoundError(
        `${what}; it does not exist, or the token or app may not see it: check the entity's annotation, and the repositories and permissions of ${entry}`,
      );
    case 409:
      return new ConflictError(what);
    case 400:
    case 422:
      return new InputError(what);
    default:
      return new ServiceUnavailableError(
        `${what}; check that ${entry}, has the right apiBaseUrl and that GitHub is healthy`,
      );
  }
}

/** GitHub cannot be reached, or the connection broke. */
export function toConnectionError(
  context: ErrorContext,
  { method, path }: Named,
  error: unknown,
): Error {
  const code = codeOf(error);
  return new ServiceUnavailableError(
    `${context.title} did not answer ${method} ${path}${code && ` (${code})`}; check that it can be reached and that integrations.github, entry '${context.host}', has the right apiBaseUrl`,
  );
}

/** Something that is not GitHub's API answered. */
export function toForeignError(
  context: ErrorContext,
  { method, path }: Named,
): Error {
  return new ServiceUnavailableError(
    `${context.title} answered ${method} ${path} with something that is not JSON; a proxy or a login page may be in between: check apiBaseUrl in integrations.github, entry '${context.host}'`,
  );
}

/** No credentials can be had for a repository. */
export function toCredentialsError(
  context: ErrorContext,
  scope: string,
  error: unknown,
): Error {
  const entry = `integrations.github, entry '${context.host}', apps`;
  const { status, message } = error as { status?: unknown; message?: string };
  if (status === 401) {
    return new AuthenticationError(
      `${context.title} does not accept the key of the app for '${scope}'; set the right appId and privateKey in ${entry}`,
    );
  }
  if (typeof status === 'number' || codeOf(error) !== '') {
    return new ServiceUnavailableError(
      `${context.title} gave the app no token for '${scope}' (${status ?? codeOf(error)}); see ${entry}`,
    );
  }
  return new NotAllowedError(
    `${context.title}: no token for '${scope}': ${message?.slice(0, 200)}; install the app there, or give it access to the repository (${entry})`,
  );
}

/**
 * The reason in GitHub's words, short and without the token. Nothing of an
 * HTML page: that is a proxy's or a login page's.
 */
export function reasonOf(body: string, token: string | undefined): string {
  try {
    const { message } = JSON.parse(body) as Record<string, unknown>;
    const words =
      typeof message === 'string' ? message : (JSON.stringify(message) ?? '');
    return (token ? words.replaceAll(token, '***') : words).slice(0, 200);
  } catch {
    return '';
  }
}

/** The code of a failed connection is deep inside the error of `fetch`. */
function codeOf(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null || depth > 3) {
    return '';
  }
  if ('code' in error && typeof error.code === 'string') {
    return error.code;
  }
  return 'cause' in error ? codeOf(error.cause, depth + 1) : '';
}
