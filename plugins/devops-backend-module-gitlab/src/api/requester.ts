import { ServiceUnavailableError } from '@backstage/errors';
import { createRequesterFn } from '@gitbeaker/requester-utils';
import type {
  FormattedResponse,
  RequestOptions,
  RequesterType,
  ResourceOptions,
} from '@gitbeaker/requester-utils';
import { toConnectionError, toError } from './errors';
import type { ErrorContext } from './errors';
import type { RateLimitGate } from './RateLimitGate';

const MAX_ATTEMPTS = 4;
const MAX_REDIRECTS = 3;
const TIMEOUT_MS = 30_000;

export type RequesterOptions = ErrorContext & {
  gate: RateLimitGate;
  signal: AbortSignal;
};

type Call = {
  method: string;
  endpoint: string;
  url: URL;
  headers: HeadersInit;
  body?: string;
};

/**
 * Sends the requests of `@gitbeaker/rest`. Its own sender knows neither
 * `Retry-After` nor cancellation, keeps the request with its token in errors,
 * and would send the token along with a redirect to another host.
 */
export function createRequester(
  options: RequesterOptions,
): (resource: ResourceOptions) => RequesterType {
  return createRequesterFn(
    (_resource, request) => Promise.resolve(request),
    (endpoint, raw) => handle(endpoint, raw as RequestOptions, options),
  );
}

async function handle(
  endpoint: string,
  request: RequestOptions,
  options: RequesterOptions,
): Promise<FormattedResponse> {
  const url = new URL(endpoint, `${request.prefixUrl?.replace(/\/*$/, '')}/`);
  url.search = request.searchParams ?? '';
  const call: Call = {
    method: request.method ?? 'GET',
    endpoint: `/${endpoint}`,
    url,
    headers: request.headers ?? {},
    body: typeof request.body === 'string' ? request.body : undefined,
  };
  const response = await sendWithRetries(call, options);
  const body = request.asStream
    ? response.body
    : await readJson(call, response, options);
  return {
    body: body as FormattedResponse['body'],
    headers: Object.fromEntries(response.headers.entries()),
    status: response.status,
  };
}

async function sendWithRetries(
  call: Call,
  options: RequesterOptions,
): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    await options.gate.pass(options.signal);
    const response = await send(call, options);
    options.gate.observe(response, attempt);
    if (response.ok) {
      return response;
    }
    if (attempt >= MAX_ATTEMPTS || !isWorthRetrying(call, response)) {
      throw await toError(options, call, response);
    }
    discard(response);
    if (response.status !== 429 && !response.headers.has('retry-after')) {
      options.gate.holdFor(250 * 2 ** attempt);
    }
  }
}

/** Frees the connection. Nothing waits for that: it may take until it closes. */
function discard(response: Response): void {
  response.body?.cancel().catch(() => {});
}

/** A request that acts is repeated only if GitLab surely did not take it. */
function isWorthRetrying(call: Call, response: Response): boolean {
  return (
    response.status === 429 ||
    (call.method === 'GET' && [502, 503, 504].includes(response.status))
  );
}

async function send(call: Call, options: RequesterOptions): Promise<Response> {
  let { url } = call;
  for (let redirects = 0; ; redirects += 1) {
    const response = await fetchOnce({ ...call, url }, options);
    const target = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || !target) {
      return response;
    }
    // GitLab redirects from the old path of a project that was moved.
    const next = new URL(target, url);
    const isSafe = next.origin === url.origin && call.method === 'GET';
    if (!isSafe || redirects >= MAX_REDIRECTS) {
      throw new ServiceUnavailableError(
        `${options.title} redirects ${call.method} ${call.endpoint} to ${next.origin}, where the token must not go; check apiBaseUrl in integrations.gitlab, entry '${options.host}'`,
      );
    }
    discard(response);
    url = next;
  }
}

async function fetchOnce(
  call: Call,
  options: RequesterOptions,
): Promise<Response> {
  try {
    return await fetch(call.url, {
      method: call.method,
      headers: call.headers,
      body: call.body,
      redirect: 'manual',
      signal: AbortSignal.any([
        options.signal,
        AbortSignal.timeout(TIMEOUT_MS),
      ]),
    });
  } catch (error) {
    options.signal.throwIfAborted();
    throw toConnectionError(options, call, error);
  }
}

async function readJson(
  call: Call,
  response: Response,
  options: RequesterOptions,
): Promise<unknown> {
  let body: string;
  try {
    body = await response.text();
  } catch (error) {
    options.signal.throwIfAborted();
    throw toConnectionError(options, call, error);
  }
  if (body === '') {
    return null;
  }
  try {
    return JSON.parse(body);
  } catch {
    throw new ServiceUnavailableError(
      `${options.title} answered ${call.method} ${call.endpoint} with something that is not JSON; a proxy or a login page may be in between: check apiBaseUrl in integrations.gitlab, entry '${options.host}'`,
    );
  }
}
