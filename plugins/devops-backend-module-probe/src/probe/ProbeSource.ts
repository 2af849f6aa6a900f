import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  MeasurementRecord,
  MeasurementSource,
  MeasurementTarget,
} from '@backstage-devops/plugin-devops-node';
import { checkUrl, type ProbeClock } from './checkUrl';
import { probeUrl } from './probeUrl';
import type { ProbeConfig } from './readProbeConfig';

/** Name of the check that every environment has. */
const HEALTH_CHECK = 'health';

/** Results that are handed over at once. */
const BATCH_SIZE = 100;

const systemClock: ProbeClock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
};

/**
 * Asks the health URL of each environment whether it is well.
 */
export class ProbeSource implements MeasurementSource {
  readonly id = 'probe';
  readonly provider = 'probe';
  readonly title = 'HTTP probes';
  readonly intervalMs: number;
  readonly retentionMs: number;
  readonly #config: ProbeConfig;
  readonly #logger: LoggerService;
  readonly #fetch: typeof fetch;
  readonly #clock: ProbeClock;
  /** Refusals that were logged, so that each is said once and not every time. */
  readonly #refusals = new Map<string, string>();

  constructor(options: {
    config: ProbeConfig;
    logger: LoggerService;
    fetch?: typeof fetch;
    clock?: ProbeClock;
  }) {
    this.#config = options.config;
    this.intervalMs = options.config.intervalMs;
    this.retentionMs = options.config.retentionMs;
    this.#logger = options.logger;
    this.#fetch = options.fetch ?? fetch;
    this.#clock = options.clock ?? systemClock;
  }

  refuses(target: MeasurementTarget): string | undefined {
    const probe = probeUrl(target, this.#config.allowedHosts);
    return 'refused' in probe ? probe.refused : undefined;
  }

  async measure(request: {
    targets: MeasurementTarget[];
    signal: AbortSignal;
    emit(records: MeasurementRecord[]): Promise<void>;
  }): Promise<void> {
    const { signal, emit } = request;
    const queue = request.targets.values();
    let results: MeasurementRecord[] = [];
    const handOver = async (atLeast: number) => {
      if (results.length >= atLeast) {
        const batch = results;
        results = [];
        await emit(batch);
      }
    };

    const workers = Array.from(
      { length: this.#config.concurrency },
      async () => {
        // The workers share one iterator: each takes the next target.
        for (const target of queue) {
          if (signal.aborted) {
            return;
          }
          const record = await this.#check(target, signal);
          if (record) {
            results.push(record);
            await handOver(BATCH_SIZE);
          }
        }
      },
    );
    await Promise.all(workers);
    await handOver(1);
  }

  async #check(
    target: MeasurementTarget,
    signal: AbortSignal,
  ): Promise<MeasurementRecord | undefined> {
    const probe = probeUrl(target, this.#config.allowedHosts);
    if ('refused' in probe) {
      this.#logRefusal(target, probe.refused);
      return undefined;
    }
    const result = await checkUrl({
      url: probe.url,
      timeoutMs: this.#config.timeoutMs,
      expectedStatus: this.#config.expectedStatus,
      signal,
      fetch: this.#fetch,
      clock: this.#clock,
    });
    return (
      result && {
        entityRef: target.entityRef,
        environment: target.environment,
        check: HEALTH_CHECK,
        ...result,
      }
    );
  }

  #logRefusal(target: MeasurementTarget, reason: string) {
    const key = `${target.entityRef} ${target.environment}`;
    if (this.#refusals.get(key) !== reason) {
      this.#refusals.set(key, reason);
      this.#logger.warn(
        `Environment ${target.environment} of ${target.entityRef} is not probed: ${reason}`,
      );
    }
  }
}
