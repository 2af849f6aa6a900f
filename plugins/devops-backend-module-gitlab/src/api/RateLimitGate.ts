import { setTimeout as sleep } from 'timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';
import type { RequestBudget } from '@backstage-devops/plugin-devops-node';

/** Waiting longer than this would only hold a task; the next one tries again. */
const MAX_WAIT_MS = 60_000;

/**
 * Holds requests back while GitLab asks for it. One gate serves all requests
 * to an instance, because its limits are counted by token.
 */
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
        `${this.#title} limits the rate of requests and asks to wait until ${new Date(this.#opensAt).toISOString()}; nothing to do but wait, or raise the limit of the token's user there`,
      );
    }
    if (wait > 0) {
      await sleep(wait, undefined, { signal });
      await this.pass(signal);
    }
  }

  /** Learns from the headers of an answer how long to hold requests back. */
  observe(response: Response, attempt: number): void {
    this.#budget = budgetOf(response.headers) ?? this.#budget;
    const asked = retryAfterMs(response.headers) ?? resetMs(response);
    if (asked !== undefined) {
      this.holdFor(asked);
    } else if (response.status === 429) {
      this.holdFor(1000 * 2 ** attempt);
    }
  }

  holdFor(ms: number): void {
    this.#opensAt = Math.max(this.#opensAt, Date.now() + ms);
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
  const remaining = read('ratelimit-remaining');
  const reset = read('ratelimit-reset');
  const limit = read('ratelimit-limit');
  if (!Number.isFinite(remaining) || !Number.isFinite(reset)) {
    return undefined;
  }
  return {
    remaining,
    ...(Number.isFinite(limit) ? { limit } : {}),
    resetsAt: new Date(reset * 1000),
  };
}

/** `Retry-After` is a number of seconds, or a date. */
function retryAfterMs(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) {
    return undefined;
  }
  const ms = /^\d+$/.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** The budget is used up: `RateLimit-Reset` tells when the next one starts. */
function resetMs(response: Response): number | undefined {
  const { headers, status } = response;
  const usedUp =
    status === 429 || headers.get('ratelimit-remaining')?.trim() === '0';
  const reset = Number(headers.get('ratelimit-reset') ?? NaN);
  return usedUp && Number.isFinite(reset)
    ? Math.max(0, reset * 1000 - Date.now())
    : undefined;
}
