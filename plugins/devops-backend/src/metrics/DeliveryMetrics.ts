// The metrics service is still in the alpha entry point of Backstage: whatever
// changes there is changed here.
import {
  metricsServiceRef,
  type MetricsService,
} from '@backstage/backend-plugin-api/alpha';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { SourceRegistry } from '../sources/SourceRegistry';

export { metricsServiceRef, type MetricsService };

type OfSource = { source: string };

/** What operators watch; see docs/operations.md for what to do about it. */
export class DeliveryMetrics {
  readonly #accepted;
  readonly #applied;
  readonly #failed;
  readonly #sweeps;
  readonly #sweepFailures;

  constructor(metrics: MetricsService) {
    this.#accepted = metrics.createCounter<OfSource>('devops.inbox.accepted', {
      description: 'Webhooks that were verified and stored',
    });
    this.#applied = metrics.createCounter<OfSource>('devops.inbox.applied', {
      description: 'Webhooks whose records are in the store',
    });
    this.#failed = metrics.createCounter<OfSource>('devops.inbox.failed', {
      description: 'Attempts to apply a webhook that failed',
    });
    this.#sweeps = metrics.createHistogram<OfSource>('devops.sweep.duration', {
      description: 'How long the sweep of a source took',
      unit: 's',
    });
    this.#sweepFailures = metrics.createCounter<OfSource>(
      'devops.sweep.failures',
      { description: 'Sweeps of a scope that failed' },
    );
  }

  accepted(source: string): void {
    this.#accepted.add(1, { source });
  }

  applied(source: string, count: number): void {
    this.#applied.add(count, { source });
  }

  failed(source: string): void {
    this.#failed.add(1, { source });
  }

  swept(source: string, durationMs: number): void {
    this.#sweeps.record(durationMs / 1000, { source });
  }

  sweepFailed(source: string): void {
    this.#sweepFailures.add(1, { source });
  }
}

/** What waits, read from the database whenever metrics are collected. */
export function observeQueues(
  metrics: MetricsService,
  options: {
    database: DevopsDatabase;
    sources: SourceRegistry;
    now: () => number;
  },
): void {
  const { database, sources, now } = options;
  const observe = <T>(
    name: string,
    about: { description: string; unit?: string },
    read: () => Promise<Map<string, T>>,
    valueOf: (counts: T) => number,
  ) =>
    metrics
      .createObservableGauge<OfSource>(name, about)
      .addCallback(async result => {
        const all = await read();
        for (const { id } of sources.deliverySources()) {
          const counts = all.get(id);
          result.observe(counts ? valueOf(counts) : 0, { source: id });
        }
      });
  const deliveries = () => database.inbox.count();
  const work = () => database.work.count();

  observe(
    'devops.inbox.pending',
    { description: 'Webhooks that wait to be applied' },
    deliveries,
    ({ pending }) => pending,
  );
  observe(
    'devops.inbox.parked',
    { description: 'Webhooks that were set aside with an error' },
    deliveries,
    ({ parked }) => parked,
  );
  observe(
    'devops.inbox.lag',
    {
      description: 'Age of the oldest webhook that waits; 0 when none does',
      unit: 's',
    },
    deliveries,
    ({ oldestPendingAt }) =>
      oldestPendingAt === undefined
        ? 0
        : Math.max(0, now() - oldestPendingAt) / 1000,
  );
  observe(
    'devops.work.pending',
    { description: 'Questions to the provider that wait' },
    work,
    ({ pending }) => pending,
  );
  observe(
    'devops.work.parked',
    { description: 'Questions to the provider that were set aside' },
    work,
    ({ parked }) => parked,
  );
}

const unobserved = { addCallback() {}, removeCallback() {} };

/** Where nobody watches. */
export const noMetrics: MetricsService = {
  createCounter: () => ({ add() {} }),
  createUpDownCounter: () => ({ add() {} }),
  createHistogram: () => ({ record() {} }),
  createGauge: () => ({ record() {} }),
  createObservableCounter: () => unobserved,
  createObservableUpDownCounter: () => unobserved,
  createObservableGauge: () => unobserved,
};
