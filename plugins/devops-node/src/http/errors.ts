import {
  AuthenticationError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';

/** What an error has to name so that somebody can act on it. */
export type ErrorContext = {
  /** Name of the server for people. */
  title: string;
  /** Key of the configuration that the server is under. */
  configKey: string;
  /** What no message may hold, whoever repeats it. */
  secrets: string[];
  /** What to do about answers of a status, where the server has ways of its own. */
  remedies?: Record<number, string>;
};

const LONGEST_REASON = 200;

/** Turns an answer that is no success into an error that says what to do. */
export function toError(
  context: ErrorContext,
  path: string,
  answer: { status: number; body: string },
): Error {
  const { title, configKey, remedies = {} } = context;
  const what = `${title} answered ${answer.status} to ${path}${tellReason(context, answer.body)}`;
  const say = (remedy: string) =>
    `${what}; ${remedies[answer.status] ?? remedy}`;
  switch (answer.status) {
    case 401:
      return new AuthenticationError(
        say(`set valid credentials in ${configKey}.credentials`),
      );
    case 403:
      return new NotAllowedError(
        say(`the credentials in ${configKey}.credentials may not do this`),
      );
    case 404:
    case 405:
      return new NotFoundError(say(`check ${configKey}.baseUrl`));
    case 400:
    case 422:
      return new InputError(remedies[answer.status] ? say('') : what);
    case 429:
      return new ServiceUnavailableError(
        say(`raise ${configKey}.refreshInterval, or the limit at the server`),
      );
    default:
      return new ServiceUnavailableError(
        say(
          `check that the server is healthy and that ${configKey}.baseUrl leads to it`,
        ),
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
  const reason = reasonIn(body);
  return reason ? `: ${redact(reason, context).slice(0, LONGEST_REASON)}` : '';
}

function reasonIn(body: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'string') {
      return parsed;
    }
    const { error, message } = (parsed ?? {}) as Record<string, unknown>;
    return [error, message].find(text => typeof text === 'string') as
      string | undefined;
  } catch {
    return undefined;
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
