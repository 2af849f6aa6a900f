import { setTimeout as sleep } from 'timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';
import type { RequestBudget } from '@backstage-devops/plugin-devops-node';

/** Waiting longer than this would only hold a task; the next one tries again. */
const MAX_WAIT_MS = 60_000;
/** What GitHub asks for where it refuses without saying for how long. */
const UNNAMED_WAIT_MS = 60_000;

/** What GitHub answered, as far as it concerns limits. */
export type Limited = {
  status: number;
  headers: Headers;
  /** The start of its body, where it refused. */
  reason: string;
};

/** Holds requests back while GitHub asks for it. */
export class RateLimitGate {
  readonly #title: string;
  #opensAt = 0;
  #budget: RequestBudget | undefined;

  constructor(options: { title: string }) {
    this.#title = options.title;
  }

  /** Resolves once a request may be sent; rejects if that is not soon. */
  async pass(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const wait = this.#opensAt - Date.now();
    if (wait > MAX_WAIT_MS) {
      throw new ServiceUnavailableError(
        `${this.#title} limits the rate of requests and asks to wait until ${new Date(this.#opensAt).toISOString()}; nothing to do but wait, or sweep less often (devops.providers.github.<id>.sweepInterval), or use a GitHub App, whose limit grows with the organization`,
      );
    }
    if (wait > 0) {
      await sleep(wait, undefined, { signal });
      await this.pass(signal);
    }
  }

  /** Learns from an answer how long to hold requests back. */
  observe(answer: Limited, attempt: number): void {
    this.#budget = budgetOf(answer.headers) ?? this.#budget;
    const opensAt = retryAt(answer.headers) ?? resetAt(answer.headers);
    if (opensAt !== undefined) {
      this.holdUntil(opensAt);
    } else if (isRateLimited(answer)) {
      this.holdFor(UNNAMED_WAIT_MS * 2 ** (attempt - 1));
    }
  }

  holdFor(ms: number): void {
    this.holdUntil(Date.now() + ms);
  }

  /** Until an instant in epoch milliseconds, which may have passed. */
  holdUntil(at: number): void {
    this.#opensAt = Math.max(this.#opensAt, at);
  }

  /** As the last answer told; undefined once its period is over. */
  budget(): RequestBudget | undefined {
    const budget = this.#budget;
    return budget && budget.resetsAt.getTime() > Date.now()
      ? budget
      : undefined;
  }
}

function budgetOf(headers: Headers): RequestBudget | undefined {
  const read = (name: string) => Number(headers.get(name) ?? NaN);
  const remaining = read('x-ratelimit-remaining');
  const reset = read('x-ratelimit-reset');
  const limit = read('x-ratelimit-limit');
  if (!Number.isFinite(remaining) || !Number.isFinite(reset)) {
    return undefined;
  }
  return {
    remaining,
    ...(Number.isFinite(limit) ? { limit } : {}),
    resetsAt: new Date(reset * 1000),
  };
}

/**
 * GitHub refuses with 403 or 429 alike, for the primary limit, which it counts
 * for everybody to see, and for secondary ones, which it only names.
 */
export function isRateLimited({ status, headers, reason }: Limited): boolean {
  return (
    status === 429 ||
    (status === 403 &&
      (headers.get('x-ratelimit-remaining')?.trim() === '0' ||
        /rate limit|abuse detection/i.test(reason)))
  );
}

/** `Retry-After` is a number of seconds, or a date. */
function retryAt(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) {
    return undefined;
  }
  const at = /^\d+$/.test(value)
    ? Date.now() + Number(value) * 1000
    : Date.parse(value);
  return Number.isNaN(at) ? undefined : at;
}

/** The budget is used up: the header tells when the next one starts. */
export function resetAt(headers: Headers): number | undefined {
  const reset = Number(headers.get('x-ratelimit-reset') ?? NaN);
  return headers.get('x-ratelimit-remaining')?.trim() === '0' &&
    Number.isFinite(reset)
    ? reset * 1000
    : undefined;
}
