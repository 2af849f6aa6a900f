import type { PrometheusInstance } from '../config';
import { toConnectionError, toContentError, toError } from './errors';
import type { InstantSample, MatrixSeries, RuleGroup } from './types';

/** What ten times ten thousand objectives do not reach. */
const LARGEST_ANSWER_BYTES = 128 * 1024 * 1024;

type Parameters = Record<string, string>;

class TooLargeError extends Error {}

/** Asks one server. Every method rejects with an error that says what to do. */
export class PrometheusClient {
  readonly #instance: PrometheusInstance;
  readonly #fetch: typeof fetch;

  constructor(
    instance: PrometheusInstance,
    options?: { fetch?: typeof fetch },
  ) {
    this.#instance = instance;
    this.#fetch = options?.fetch ?? fetch;
  }

  /** The value of each series at one moment. */
  async query(
    query: string,
    options: { at: Date; signal: AbortSignal },
  ): Promise<InstantSample[]> {
    const data = await this.#ask(
      '/api/v1/query',
      { query, time: seconds(options.at.getTime()) },
      options.signal,
    );
    return this.#resultOf(data, '/api/v1/query', 'vector') as InstantSample[];
  }

  /** The values of each series at equal steps. */
  async queryRange(
    query: string,
    options: { from: Date; to: Date; stepMs: number; signal: AbortSignal },
  ): Promise<MatrixSeries[]> {
    const data = await this.#ask(
      '/api/v1/query_range',
      {
        query,
        start: seconds(options.from.getTime()),
        end: seconds(options.to.getTime()),
        step: seconds(options.stepMs),
      },
      options.signal,
    );
    return this.#resultOf(
      data,
      '/api/v1/query_range',
      'matrix',
    ) as MatrixSeries[];
  }

  /** All rules with their health. Many megabytes: not to be asked for often. */
  async rules(signal: AbortSignal): Promise<RuleGroup[]> {
    const data = await this.#ask('/api/v1/rules', undefined, signal);
    const groups = (data as { groups?: unknown } | null)?.groups;
    if (!Array.isArray(groups)) {
      throw toContentError(this.#instance, '/api/v1/rules', 'no rule groups');
    }
    return groups;
  }

  #resultOf(data: unknown, path: string, resultType: string): unknown[] {
    const answer = data as { resultType?: unknown; result?: unknown } | null;
    if (answer?.resultType !== resultType || !Array.isArray(answer.result)) {
      throw toContentError(this.#instance, path, `no ${resultType}`);
    }
    return answer.result;
  }

  async #ask(
    path: string,
    parameters: Parameters | undefined,
    signal: AbortSignal,
  ): Promise<unknown> {
    const answer = await this.#send(path, parameters, signal);
    if (answer.status !== 200) {
      throw toError(this.#instance, path, answer);
    }
    let parsed: { status?: unknown; data?: unknown; warnings?: unknown };
    try {
      parsed = JSON.parse(answer.body);
    } catch {
      throw toContentError(this.#instance, path, 'something that is no JSON');
    }
    if (parsed?.status !== 'success') {
      throw toError(this.#instance, path, answer);
    }
    // A store that is missing makes objectives look as if they had ended.
    const warnings = parsed.warnings;
    if (this.#instance.type === 'thanos' && isFilled(warnings)) {
      throw toContentError(
        this.#instance,
        path,
        `a partial response (${String(warnings[0]).slice(0, 200)})`,
      );
    }
    return parsed.data;
  }

  async #send(
    path: string,
    parameters: Parameters | undefined,
    signal: AbortSignal,
  ): Promise<{ status: number; body: string }> {
    const { baseUrl, headers, timeoutMs, type } = this.#instance;
    try {
      const response = await this.#fetch(`${baseUrl}${path}`, {
        // A form holds queries that are longer than a URL may be.
        method: parameters ? 'POST' : 'GET',
        headers,
        body:
          parameters &&
          new URLSearchParams({
            ...parameters,
            ...(type === 'thanos'
              ? { partial_response: 'false', dedup: 'true' }
              : {}),
          }),
        // The credentials must not go elsewhere.
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      return { status: response.status, body: await readText(response) };
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof TooLargeError
        ? toContentError(this.#instance, path, error.message)
        : toConnectionError(this.#instance, path, error);
    }
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > LARGEST_ANSWER_BYTES) {
      throw new TooLargeError(
        `more than ${LARGEST_ANSWER_BYTES / 1024 / 1024} MiB`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function isFilled(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length > 0;
}

function seconds(ms: number): string {
  return String(ms / 1000);
}
