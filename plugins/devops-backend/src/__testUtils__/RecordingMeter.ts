import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  metricsServiceRef,
  noMetrics,
  type MetricsService,
} from '../metrics/DeliveryMetrics';

type Attributes = Record<string, unknown>;
type Observe = (result: {
  observe(value: number, attributes?: Attributes): void;
}) => void | Promise<void>;

/** A metrics service that keeps what it is told, by name and source. */
export class RecordingMeter implements MetricsService {
  readonly #sums = new Map<string, number>();
  readonly #records = new Map<string, number[]>();
  readonly #gauges = new Map<string, Observe>();

  createUpDownCounter = noMetrics.createUpDownCounter;
  createGauge = noMetrics.createGauge;
  createObservableCounter = noMetrics.createObservableCounter;
  createObservableUpDownCounter = noMetrics.createObservableUpDownCounter;

  createCounter: MetricsService['createCounter'] = name => ({
    add: (value, attributes) => {
      const key = keyOf(name, attributes);
      this.#sums.set(key, this.counted(key) + value);
    },
  });

  createHistogram: MetricsService['createHistogram'] = name => ({
    record: (value, attributes) => {
      const key = keyOf(name, attributes);
      this.#records.set(key, [...this.recorded(key), value]);
    },
  });

  createObservableGauge: MetricsService['createObservableGauge'] = name => ({
    addCallback: callback => {
      this.#gauges.set(name, callback as Observe);
    },
    removeCallback: () => {
      this.#gauges.delete(name);
    },
  });

  /** Sum of a counter, as `name{source}`. */
  counted(key: string): number {
    return this.#sums.get(key) ?? 0;
  }

  /** Everything that a histogram got. */
  recorded(key: string): number[] {
    return this.#records.get(key) ?? [];
  }

  /** Reads all gauges, as a collector does. */
  async collect(): Promise<Record<string, number>> {
    const read: Record<string, number> = {};
    for (const [name, callback] of this.#gauges) {
      await callback({
        observe: (value, attributes) => {
          read[keyOf(name, attributes)] = value;
        },
      });
    }
    return read;
  }

  get feature() {
    return createServiceFactory({
      service: metricsServiceRef,
      deps: {},
      factory: () => this,
    });
  }
}

function keyOf(name: string, attributes?: Attributes): string {
  return `${name}{${attributes?.source}}`;
}
