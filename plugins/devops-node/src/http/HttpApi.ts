import {
  toConnectionError,
  toContentError,
  toError,
  type ErrorContext,
} from './errors';

const LARGEST_ANSWER_BYTES = 128 * 1024 * 1024;

/**
 * A server, and what its errors have to name so that somebody can act on them.
 *
 * @public
 */
export type HttpApiOptions = {
  /** Name of the server for people. */
  title: string;
  /** Key of the configuration that the server is under. */
  configKey: string;
  /** Without a slash at its end. */
  baseUrl: string;
  /** Sent with each request, for instance credentials. */
  headers: Record<string, string>;
  /** What no message may hold, whoever repeats it. */
  secrets: string[];
  timeoutMs: number;
  /** What to do about answers of a status, where the server has ways of its own. */
  remedies?: Record<number, string>;
  fetch?: typeof fetch;
};

/**
 * An answer, whatever its status.
 *
 * @public
 */
export type HttpAnswer = { status: number; body: string };

/**
 * Asks one server. Redirects are not followed, because the credentials must
 * not go elsewhere, answers are bounded in time and size, and errors say what
 * to do and hold no secret.
 *
 * @public
 */
export class HttpApi {
  readonly #options: HttpApiOptions;
  readonly #context: ErrorContext;

  constructor(options: HttpApiOptions) {
    this.#options = options;
    this.#context = {
      ...options,
      secrets: options.secrets.filter(secret => secret !== ''),
    };
  }

  /** The JSON of an answer with a status of success; rejects for all others. */
  async json(path: string, request: RequestInit & { signal: AbortSignal }) {
    const answer = await this.send(path, request);
    if (answer.status < 200 || answer.status > 299) {
      throw this.failure(path, answer);
    }
    return this.parse(path, answer);
  }

  /** The answer; rejects when there is none. */
  async send(
    path: string,
    request: RequestInit & { signal: AbortSignal },
  ): Promise<HttpAnswer> {
    const { baseUrl, headers, timeoutMs, fetch: send = fetch } = this.#options;
    const { signal } = request;
    let response: Response;
    let body: string | undefined;
    try {
      response = await send(`${baseUrl}${path}`, {
        ...request,
        headers: { ...headers, ...(request.headers as {} | undefined) },
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      body = await readText(response);
    } catch (error) {
      signal.throwIfAborted();
      throw toConnectionError(this.#context, path, error);
    }
    if (body === undefined) {
      throw this.unexpected(
        path,
        `more than ${LARGEST_ANSWER_BYTES / 1024 / 1024} MiB`,
      );
    }
    return { status: response.status, body };
  }

  /** The body of an answer as JSON. */
  parse(path: string, answer: HttpAnswer): unknown {
    try {
      return JSON.parse(answer.body);
    } catch {
      throw this.unexpected(path, 'something that is no JSON');
    }
  }

  /** The error of an answer that is no success. */
  failure(path: string, answer: HttpAnswer): Error {
    return toError(this.#context, path, answer);
  }

  /** The error of an answer that is none of the API. */
  unexpected(path: string, problem: string): Error {
    return toContentError(this.#context, path, problem);
  }
}

/** Undefined when it is too large. */
async function readText(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > LARGEST_ANSWER_BYTES) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
