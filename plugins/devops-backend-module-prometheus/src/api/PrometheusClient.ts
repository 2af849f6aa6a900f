import { HttpApi } from '@backstage-devops/plugin-devops-node';
import type { PrometheusInstance } from '../config';
import type { InstantSample, MatrixSeries, RuleGroup } from './types';

type Parameters = Record<string, string>;

/** Asks one server. Every method rejects with an error that says what to do. */
export class PrometheusClient {
  readonly #instance: PrometheusInstance;
  readonly #api: HttpApi;

  constructor(
    instance: PrometheusInstance,
    options?: { fetch?: typeof fetch },
  ) {
    this.#instance = instance;
    const { configKey } = instance;
    this.#api = new HttpApi({
      ...instance,
      ...options,
      remedies: {
        403: `the credentials in ${configKey}.credentials, or the tenant in ${configKey}.tenant, may not query`,
        404: `check ${configKey}.baseUrl: it ends before /api/v1`,
        405: `check ${configKey}.baseUrl: it ends before /api/v1`,
        422: 'where a limit is named, raise it at the server (for instance --query.max-samples)',
      },
    });
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
      throw this.#api.unexpected('/api/v1/rules', 'no rule groups');
    }
    return groups;
  }

  #resultOf(data: unknown, path: string, resultType: string): unknown[] {
    const answer = data as { resultType?: unknown; result?: unknown } | null;
    if (answer?.resultType !== resultType || !Array.isArray(answer.result)) {
      throw this.#api.unexpected(path, `no ${resultType}`);
    }
    return answer.result;
  }

  async #ask(
    path: string,
    parameters: Parameters | undefined,
    signal: AbortSignal,
  ): Promise<unknown> {
    const { type } = this.#instance;
    const answer = await this.#api.send(path, {
      // A form holds queries that are longer than a URL may be.
      method: parameters ? 'POST' : 'GET',
      body:
        parameters &&
        new URLSearchParams({
          ...parameters,
          ...(type === 'thanos'
            ? { partial_response: 'false', dedup: 'true' }
            : {}),
        }),
      signal,
    });
    if (answer.status !== 200) {
      throw this.#api.failure(path, answer);
    }
    const parsed = this.#api.parse(path, answer) as {
      status?: unknown;
      data?: unknown;
      warnings?: unknown;
    } | null;
    if (parsed?.status !== 'success') {
      throw this.#api.failure(path, answer);
    }
    // A store that is missing makes objectives look as if they had ended.
    const warnings = parsed.warnings;
    if (type === 'thanos' && isFilled(warnings)) {
      throw this.#api.unexpected(
        path,
        `a partial response (${String(warnings[0]).slice(0, 200)})`,
      );
    }
    return parsed.data;
  }
}

function isFilled(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length > 0;
}

function seconds(ms: number): string {
  return String(ms / 1000);
}
