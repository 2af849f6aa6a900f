import type {
  SloFigureQuery,
  SloReference,
  SloRuleSource,
  SloSource,
  SloStatusReport,
} from '@backstage-devops/plugin-devops-node';
import { PrometheusClient } from './api/PrometheusClient';
import type { PrometheusInstance } from './config';
import { toRules } from './readRules';
import { explain, INFO_AND_ALERTS, statusQueries } from './statuses/queries';
import { periodStarts } from './statuses/periodStarts';
import { toStatuses, type StatusAnswers } from './statuses/toStatuses';

/** The objectives whose rules one server evaluates. */
export class PrometheusSource implements SloSource {
  readonly id: string;
  readonly provider = 'prometheus';
  readonly title: string;
  readonly metricSourceTypes = ['prometheus'];
  readonly intervalMs: number;
  readonly rules: SloRuleSource;
  readonly #client: PrometheusClient;
  readonly #environment: { environment?: string; labels: string[] };
  readonly #now: () => number;

  constructor(options: {
    instance: PrometheusInstance;
    fetch?: typeof fetch;
    now?: () => number;
  }) {
    const { instance, now = Date.now } = options;
    this.id = `prometheus-${instance.id}`;
    this.title = instance.title;
    this.intervalMs = instance.refreshIntervalMs;
    this.#client = new PrometheusClient(instance, options);
    this.rules = {
      checkIntervalMs: instance.ruleCheckIntervalMs,
      readRules: async ({ signal }) =>
        toRules(await this.#client.rules(signal)),
    };
    this.#environment = {
      environment: instance.environment,
      // Labels do not matter where all is of one environment.
      labels:
        instance.environment === undefined ? instance.environmentLabels : [],
    };
    this.#now = now;
  }

  async readStatuses(request: {
    signal: AbortSignal;
  }): Promise<SloStatusReport> {
    const at = new Date(this.#now());
    const { signal } = request;
    const ask = (query: string) => this.#client.query(query, { at, signal });

    // First, because it tells which periods the others are to ask for.
    const infoAndAlerts = await ask(INFO_AND_ALERTS);
    const queries = statusQueries(
      this.#environment.labels,
      periodStarts(infoAndAlerts, at.getTime()),
      at.getTime(),
    );
    const answers = await Promise.all(
      Object.entries(queries).map(async ([name, query]) => [
        name,
        await ask(query),
      ]),
    );
    return {
      at,
      statuses: await toStatuses(
        { ...Object.fromEntries(answers), infoAndAlerts } as StatusAnswers,
        this.#environment,
      ),
    };
  }

  explain(
    slo: SloReference & { burnWindowMs?: number; periodMs?: number },
  ): SloFigureQuery[] {
    return explain(slo);
  }
}
