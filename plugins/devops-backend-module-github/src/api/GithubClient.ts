import { ServiceUnavailableError } from '@backstage/errors';
import type { GithubCredentialsProvider } from '@backstage/integration';
import type { RequestBudget } from '@backstage-devops/plugin-devops-node';
import {
  reasonOf,
  toConnectionError,
  toCredentialsError,
  toError,
  toForeignError,
} from './errors';
import type { ErrorContext, Refusal } from './errors';
import { RateLimitGate, isRateLimited } from './RateLimitGate';

const MAX_ATTEMPTS = 4;
const MAX_REDIRECTS = 3;
const TIMEOUT_MS = 30_000;

/** Where and how to reach a host. */
export type GithubClientOptions = ErrorContext & {
  apiUrl: string;
  graphqlUrl: string;
  credentials: GithubCredentialsProvider;
  /** Limits count by installation, so by owner. */
  usesApps: boolean;
};

/** A request to one repository, or about it. */
export type Call = {
  /** The repository, which decides on the credentials. */
  scope: string;
  method: 'GET' | 'POST';
  /** A path below the API, or an address that GitHub gave. */
  url: string;
  /** Which of GitHub's budgets it is charged to. */
  budget?: 'rest' | 'graphql';
  body?: object;
  /** Of what is known: the answer may be 304 and empty. */
  etag?: string;
  /** False: the answer is wanted now, or not at all. */
  retry?: boolean;
  /** Whether the answer may point to another host. Nobody goes there. */
  mayPointElsewhere?: boolean;
  signal: AbortSignal;
};

/**
 * Sends requests to GitHub. Octokit's plugins for limits and retries wait
 * without regard to cancellation, and it follows redirects with the token;
 * what is left of it is `fetch`.
 */
export class GithubClient {
  readonly context: ErrorContext;
  readonly #options: GithubClientOptions;
  readonly #gates = new Map<string, RateLimitGate>();

  constructor(options: GithubClientOptions) {
    this.#options = options;
    this.context = { title: options.title, host: options.host };
  }

  /** The address of a path, and nothing but an address of the API. */
  urlOf(url: string): URL {
    const { apiUrl, graphqlUrl } = this.#options;
    const absolute = url.startsWith('/') ? `${apiUrl}${url}` : url;
    if (absolute !== graphqlUrl && !absolute.startsWith(`${apiUrl}/`)) {
      throw new ServiceUnavailableError(
        `${this.context.title} names an address that is not of its API, where the token must not go; check apiBaseUrl in integrations.github, entry '${this.context.host}'`,
      );
    }
    return new URL(absolute);
  }

  /** How long to wait before more of a budget may be used. */
  gateOf({ scope, budget = 'rest' }: Pick<Call, 'scope' | 'budget'>) {
    const owner = this.#options.usesApps ? scope.split('/')[0] : '';
    const key = `${owner}/${budget}`;
    const gate =
      this.#gates.get(key) ?? new RateLimitGate({ title: this.context.title });
    this.#gates.set(key, gate);
    return gate;
  }

  /** What is left of the budget that has least. */
  requestBudget(): RequestBudget | undefined {
    return [...this.#gates.values()]
      .flatMap(gate => gate.budget() ?? [])
      .sort((a, b) => a.remaining - b.remaining)[0];
  }

  /** Sends a request until there is an answer, at most a few times. */
  async send(call: Call): Promise<Response> {
    const gate = this.gateOf(call);
    for (let attempt = 1; ; attempt += 1) {
      await gate.pass(call.signal);
      const token = await this.#tokenOf(call);
      const response = await this.#sendOnce(call, token);
      const isSuccess = response.status < 400;
      const reason = isSuccess
        ? ''
        : reasonOf(await this.readText(call, response), token);
      const answer = { ...pick(response), reason };
      gate.observe(answer, attempt);
      if (isSuccess) {
        return response;
      }
      const refusal = { ...answer, limited: isRateLimited(answer) };
      if (attempt >= MAX_ATTEMPTS || !isWorthRetrying(call, refusal)) {
        throw toError(this.context, this.#named(call), refusal);
      }
      if (!refusal.limited && !response.headers.has('retry-after')) {
        gate.holdFor(250 * 2 ** attempt);
      }
    }
  }

  async readText(call: Call, response: Response): Promise<string> {
    try {
      return await response.text();
    } catch (error) {
      call.signal.throwIfAborted();
      throw toConnectionError(this.context, this.#named(call), error);
    }
  }

  async readJson(call: Call, response: Response): Promise<unknown> {
    const body = await this.readText(call, response);
    if (body === '') {
      return null;
    }
    try {
      return JSON.parse(body);
    } catch {
      throw toForeignError(this.context, this.#named(call));
    }
  }

  /** Reads a file where GitHub keeps it, as a stranger; undefined if it is gone. */
  async readFile(
    url: URL,
    { signal }: Pick<Call, 'signal'>,
  ): Promise<ReadableStream<Uint8Array> | undefined> {
    const named = { method: 'GET', path: `a file at ${url.host}` };
    const response = await this.#fetch({ ...named, url, headers: {} }, signal);
    if (response.ok) {
      return response.body ?? undefined;
    }
    discard(response);
    if (response.status >= 500 || response.status === 429) {
      throw toError(this.context, named, {
        status: response.status,
        limited: false,
        reason: '',
      });
    }
    return undefined;
  }

  async #sendOnce(call: Call, token: string | undefined): Promise<Response> {
    let url = this.urlOf(call.url);
    for (let redirects = 0; ; redirects += 1) {
      const response = await this.#fetch(
        {
          method: call.method,
          path: this.#named(call).path,
          url,
          headers: {
            accept: 'application/vnd.github+json',
            'x-github-api-version': '2022-11-28',
            'user-agent': 'backstage-devops',
            ...(token && { authorization: `Bearer ${token}` }),
            ...(call.body && { 'content-type': 'application/json' }),
            ...(call.etag && { 'if-none-match': call.etag }),
          },
          body: call.body && JSON.stringify(call.body),
        },
        call.signal,
      );
      const target = redirectOf(response);
      // A repository that was renamed is redirected within the API.
      const next = target && new URL(target, url);
      if (!next) {
        return response;
      }
      const isElsewhere = next.origin !== url.origin;
      if (isElsewhere && call.mayPointElsewhere) {
        return response;
      }
      const isSafe = call.method === 'GET' && redirects < MAX_REDIRECTS;
      if (isElsewhere || !isSafe) {
        discard(response);
        throw new ServiceUnavailableError(
          `${this.context.title} redirects ${call.method} ${this.#named(call).path} to ${next.origin}, where the token must not go; check the annotation of the entity and apiBaseUrl in integrations.github, entry '${this.context.host}'`,
        );
      }
      discard(response);
      url = this.urlOf(next.href);
    }
  }

  async #fetch(
    request: {
      method: string;
      path: string;
      url: URL;
      headers: Record<string, string>;
      body?: string;
    },
    signal: AbortSignal,
  ): Promise<Response> {
    const { method, url, headers, body } = request;
    try {
      return await fetch(url, {
        method,
        headers,
        body,
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
    } catch (error) {
      signal.throwIfAborted();
      throw toConnectionError(this.context, request, error);
    }
  }

  /** Making a token for an app takes requests that know no signal. */
  async #tokenOf({ scope, signal }: Call): Promise<string | undefined> {
    const url = `https://${this.context.host}/${scope}`;
    try {
      const { token } = await orAborted(
        this.#options.credentials.getCredentials({ url }),
        signal,
      );
      return token;
    } catch (error) {
      signal.throwIfAborted();
      throw toCredentialsError(this.context, scope, error);
    }
  }

  #named({ method, url }: Call) {
    const { apiUrl } = this.#options;
    const path = url.startsWith('/') ? url : url.replace(apiUrl, '');
    return { method, path: path.split('?')[0] };
  }
}

/** Where a response points to; `undefined` if it is no redirect. */
export function redirectOf(response: Response): string | undefined {
  const isRedirect = [301, 302, 303, 307, 308].includes(response.status);
  return (isRedirect && response.headers.get('location')) || undefined;
}

/** Frees the connection. Nothing waits for that: it may take until it closes. */
export function discard(response: Response): void {
  response.body?.cancel().catch(() => {});
}

function pick({ status, headers }: Response) {
  return { status, headers };
}

/** A request that acts is repeated only if GitHub surely did not take it. */
function isWorthRetrying(call: Call, refusal: Refusal): boolean {
  const reads = call.method === 'GET' || call.budget === 'graphql';
  return (
    call.retry !== false &&
    (refusal.limited || (reads && [502, 503, 504].includes(refusal.status)))
  );
}

function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) {
      abort();
    }
    signal.addEventListener('abort', abort, { once: true });
    promise
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}
