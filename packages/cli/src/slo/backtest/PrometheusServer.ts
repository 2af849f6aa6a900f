import { InputError, isError } from '@backstage/errors';
import { oneLine } from '../../text';

/** A server to ask, as its user named it. */
export interface PrometheusServerOptions {
  /** Ends before `/api/v1`, and holds no credentials. */
  url: URL;
  headers: Array<{ name: string; value: string; variable: string }>;
}

/** A series with its labels, and its values by time in milliseconds. */
export interface RangeSeries {
  labels: Record<string, string>;
  values: Map<number, number>;
}

/** A series as Prometheus answers it. */
type AnsweredSeries = {
  metric: Record<string, string>;
  values: Array<[number, string]>;
};

/** What an answer may have; anything else may have been sent instead. */
type Answer = {
  data?: { resultType?: unknown; result?: AnsweredSeries[] };
  error?: unknown;
};

/** Prometheus answers with no more than 11,000 to one question. */
const MOST_POINTS = 10_000;
const TIMEOUT_MS = 120_000;
const LONGEST_REASON = 300;
const RANGE_PATH = '/api/v1/query_range';

/** Asks one server for the past. Errors say what to do and hold no credentials. */
export class PrometheusServer {
  readonly #options: PrometheusServerOptions;
  /** The address without anything that could be secret. */
  readonly #name: string;

  constructor(options: PrometheusServerOptions) {
    this.#options = options;
    const { origin, pathname } = options.url;
    this.#name = `${origin}${pathname.replace(/\/+$/, '')}`;
  }

  /**
   * The values of each series at equal steps, in as many questions as it takes.
   *
   * @throws InputError if there is no answer, or none of Prometheus.
   */
  async queryRange(
    query: string,
    range: { from: number; to: number; stepMs: number },
  ): Promise<RangeSeries[]> {
    const { to, stepMs } = range;
    const series = new Map<string, RangeSeries>();
    for (let from = range.from; from <= to; from += MOST_POINTS * stepMs) {
      const end = Math.min(to, from + (MOST_POINTS - 1) * stepMs);
      for (const { metric, values } of await this.#ask(query, {
        from,
        to: end,
        stepMs,
      })) {
        const key = labelsKey(metric);
        const known = series.get(key) ?? { labels: metric, values: new Map() };
        series.set(key, known);
        for (const [seconds, value] of values) {
          known.values.set(Math.round(seconds * 1000), Number(value));
        }
      }
    }
    return [...series.values()];
  }

  async #ask(
    query: string,
    range: { from: number; to: number; stepMs: number },
  ): Promise<AnsweredSeries[]> {
    const { status, body } = await this.#send({
      query,
      start: String(range.from / 1000),
      end: String(range.to / 1000),
      step: String(range.stepMs / 1000),
    });
    let answer: Answer | null | undefined;
    try {
      answer = JSON.parse(body);
    } catch {
      answer = undefined;
    }
    if (status !== 200) {
      throw this.#failure(status, answer?.error);
    }
    const result = answer?.data?.result;
    if (answer?.data?.resultType !== 'matrix' || !Array.isArray(result)) {
      throw new InputError(
        `${this.#name} answered something that is none of Prometheus; check that --prometheus ends before /api/v1`,
      );
    }
    return result;
  }

  async #send(form: Record<string, string>) {
    const { headers } = this.#options;
    try {
      const response = await fetch(`${this.#name}${RANGE_PATH}`, {
        method: 'POST',
        headers: headers.map(({ name, value }): [string, string] => [
          name,
          value,
        ]),
        body: new URLSearchParams(form),
        // Credentials must not go elsewhere.
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return { status: response.status, body: await response.text() };
    } catch (error) {
      const cause =
        isError(error) && isError(error.cause) ? error.cause : error;
      const reason = isError(cause) ? String(cause.code ?? cause.name) : '';
      throw new InputError(
        `Could not reach ${this.#name} (${reason}); check --prometheus, and that the server is up and may be reached from here`,
      );
    }
  }

  #failure(status: number, error: unknown): InputError {
    const reason =
      typeof error === 'string' && error !== ''
        ? `: ${this.#withoutSecrets(oneLine(error)).slice(0, LONGEST_REASON)}`
        : '';
    return new InputError(
      `${this.#name} answered ${status}${reason}; ${this.#remedy(status)}`,
    );
  }

  #remedy(status: number): string {
    const variables = this.#options.headers.map(({ variable }) => variable);
    switch (status) {
      case 401:
      case 403:
        return variables.length === 0
          ? 'give a header with --header-env, such as "Authorization: Bearer ..." in an environment variable'
          : `check the header in ${variables.join(', ')}`;
      case 400:
        return 'check the queries of the objective with "slo validate"';
      case 404:
      case 405:
        return 'check that --prometheus ends before /api/v1';
      case 422:
        return 'ask for less with --step 5m or fewer --days, or raise --query.max-samples of the server';
      case 429:
        return 'ask for less with --step 5m or fewer --days, or later';
      case 503:
      case 504:
        return 'the server is busy or a query took too long; ask for less with --step 5m or fewer --days';
      default:
        return status >= 300 && status < 400
          ? 'redirects are not followed, give the address that it leads to'
          : 'check that the server is healthy';
    }
  }

  #withoutSecrets(text: string): string {
    const words = this.#options.headers.flatMap(({ value }) => [
      value,
      ...value.split(/\s+/),
    ]);
    return words
      .filter(word => word.length > 3)
      .reduce((rest, word) => rest.replaceAll(word, '***'), text);
  }
}

/** The same text for the same labels. */
export function labelsKey(labels: Record<string, string>): string {
  return JSON.stringify(
    Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
