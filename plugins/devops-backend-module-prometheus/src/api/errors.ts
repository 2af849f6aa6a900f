import {
  AuthenticationError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { PrometheusInstance } from '../config';

/** What an error has to name so that somebody can act on it. */
export type ErrorContext = Pick<
  PrometheusInstance,
  'title' | 'configKey' | 'secrets'
>;

/** Turns an answer that is no success into an error that says what to do. */
export function toError(
  context: ErrorContext,
  path: string,
  answer: { status: number; body: string },
): Error {
  const { title, configKey } = context;
  const what = `${title} answered ${answer.status} to ${path}${tellReason(context, answer.body)}`;
  switch (answer.status) {
    case 401:
      return new AuthenticationError(
        `${what}; set valid credentials in ${configKey}.credentials`,
      );
    case 403:
      return new NotAllowedError(
        `${what}; the credentials in ${configKey}.credentials, or the tenant in ${configKey}.tenant, may not query`,
      );
    case 404:
    case 405:
      return new NotFoundError(
        `${what}; check ${configKey}.baseUrl: it ends before /api/v1`,
      );
    case 400:
      return new InputError(what);
    case 422:
      return new InputError(
        `${what}; where a limit is named, raise it at the server (for instance --query.max-samples)`,
      );
    case 429:
      return new ServiceUnavailableError(
        `${what}; raise ${configKey}.refreshInterval, or the limit at the server`,
      );
    default:
      return new ServiceUnavailableError(
        `${what}; check that the server is healthy and that ${configKey}.baseUrl leads to it`,
      );
  }
}

/** The server cannot be reached, took too long, or the connection broke. */
export function toConnectionError(
  context: ErrorContext,
  path: string,
  error: unknown,
): Error {
  const code = codeOf(error);
  return new ServiceUnavailableError(
    `${context.title} did not answer ${path}${code && ` (${code})`}; check that it runs and that ${context.configKey}.baseUrl leads to it`,
  );
}

/** Something that is no answer of the API. */
export function toContentError(
  context: ErrorContext,
  path: string,
  problem: string,
): Error {
  return new ServiceUnavailableError(
    `${context.title} answered ${path} with ${problem}; check that ${context.configKey}.baseUrl leads to its API and not to a proxy or a login page`,
  );
}

/** The reason in the server's words, short and without what signs in. */
function tellReason(context: ErrorContext, body: string): string {
  try {
    const { error } = JSON.parse(body) as Record<string, unknown>;
    return typeof error === 'string'
      ? `: ${redact(error, context).slice(0, 200)}`
      : '';
  } catch {
    return '';
  }
}

function redact(text: string, { secrets }: ErrorContext): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

/** The code of a failed connection is deep inside the error of `fetch`. */
function codeOf(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null || depth > 3) {
    return '';
  }
  if ('name' in error && error.name === 'TimeoutError') {
    return 'timeout';
  }
  if ('code' in error && typeof error.code === 'string') {
    return error.code;
  }
  return 'cause' in error ? codeOf(error.cause, depth + 1) : '';
}
