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
  /** For instance `GitLab (gitlab.example.com)`. */
  title: string;
  host: string;
  /** Never to be shown, whoever repeats it. */
  token?: string;
};

/** Turns an answer that is no success into an error that says what to do. */
export async function toError(
  context: ErrorContext,
  request: { method: string; endpoint: string },
  response: Response,
): Promise<Error> {
  const { title, host } = context;
  const what = `${title} answered ${response.status} to ${request.method} ${request.endpoint}`;
  const told = await tellReason(context, response);
  const tokenKey = `integrations.gitlab, entry '${host}', token`;
  switch (response.status) {
    case 401:
      return new AuthenticationError(
        `${what}${told}; the token is missing, expired or revoked: set a valid one in ${tokenKey}`,
      );
    case 403:
      return new NotAllowedError(
        `${what}${told}; the token may not do this: give its user the role that it takes, and the token the scope read_api, or api to run and cancel jobs (${tokenKey})`,
      );
    case 404:
      return new NotFoundError(
        `${what}${told}; it does not exist, or the token (${tokenKey}) may not see it: check the entity's annotation and the token's membership`,
      );
    case 409:
      return new ConflictError(`${what}${told}`);
    case 400:
    case 405:
    case 422:
      return new InputError(`${what}${told}`);
    default:
      return new ServiceUnavailableError(
        `${what}${told}; check that integrations.gitlab, entry '${host}', has the right apiBaseUrl and that GitLab is healthy`,
      );
  }
}

/** GitLab cannot be reached, or the connection broke. */
export function toConnectionError(
  context: ErrorContext,
  request: { method: string; endpoint: string },
  error: unknown,
): Error {
  const code = codeOf(error);
  return new ServiceUnavailableError(
    `${context.title} did not answer ${request.method} ${request.endpoint}${code && ` (${code})`}; check that it runs and that integrations.gitlab, entry '${context.host}', has the right apiBaseUrl`,
  );
}

/**
 * The reason in GitLab's words, short and without the token. Nothing of an
 * HTML page: that is a proxy's or a login page's.
 */
async function tellReason(
  context: ErrorContext,
  response: Response,
): Promise<string> {
  const isJson = response.headers.get('content-type')?.includes('json');
  const body = isJson ? await response.text().catch(() => '') : '';
  try {
    const { message, error } = JSON.parse(body) as Record<string, unknown>;
    const reason = message ?? error;
    const words = typeof reason === 'string' ? reason : JSON.stringify(reason);
    return words ? `: ${redact(words, context.token).slice(0, 200)}` : '';
  } catch {
    return '';
  }
}

function redact(text: string, token: string | undefined): string {
  return token ? text.replaceAll(token, '***') : text;
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
