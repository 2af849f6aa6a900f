import type { MeasurementRecord } from './records';

/**
 * An environment of an entity that a measurement source may check.
 *
 * @public
 */
export type MeasurementTarget = {
  entityRef: string;
  environment: string;
  /** Base URL of the environment, as provider or catalog tell it. */
  url: string;
  /** From `HEALTH_PATH_ANNOTATION` of devops-common, where the entity has it. */
  healthPath?: string;
};

/**
 * Measures environments by itself, for instance by HTTP checks.
 *
 * @public
 */
export interface MeasurementSource {
  /** Unique among all sources. */
  readonly id: string;
  readonly provider: string;
  readonly title: string;
  /** How often to measure, milliseconds. */
  readonly intervalMs: number;
  /** How long results are kept, milliseconds; roll-ups by minute stay longer. */
  readonly retentionMs: number;

  /**
   * Why this source does not measure the target, in words for the people who
   * own it; undefined when it does.
   */
  refuses?(target: MeasurementTarget): string | undefined;

  /**
   * Checks every target once. It never rejects for a target that is down: that
   * is a result. Honours the signal.
   */
  measure(request: {
    targets: MeasurementTarget[];
    signal: AbortSignal;
    emit(records: MeasurementRecord[]): Promise<void>;
  }): Promise<void>;
}
