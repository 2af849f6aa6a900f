import { InputError } from '@backstage/errors';
import { MINUTE_MS } from '../duration';
import { SloSpec } from '../model';
import { eventsOf, sliPlan, SliPlan } from '../rules/sliPlan';
import { rateExtrapolation } from './rateExtrapolation';
import { runningSums, StepGrid } from './StepGrid';

const BASE_MS = 5 * MINUTE_MS;

/** A number for each evaluation; NaN where a rule would have recorded nothing. */
export type ByEvaluation = (evaluation: number) => number;

/**
 * What the generated rules would have recorded. Windows up to an hour are
 * asked of the metrics; longer ones are divided from the sums of the two series
 * that rules record of five minutes, and so are all windows of objectives that
 * count slices or ratios.
 */
export class Measurement {
  readonly grid: StepGrid;
  readonly evaluationMs: number;
  /** The step that each evaluation happens at the end of. */
  readonly evaluations: Int32Array;
  /** Running sums of what the objective counts, by step: events or slices. */
  readonly bad: Float64Array;
  readonly total: Float64Array;
  /** How much of the history counts, in milliseconds. */
  readonly measuredMs: number;

  readonly #plan: SliPlan;
  readonly #hasEvents: boolean;
  readonly #isClosed: boolean;
  readonly #eventBad: Float64Array;
  readonly #eventTotal: Float64Array;
  readonly #isRecorded: Uint8Array;
  readonly #recordedBad: Float64Array;
  readonly #recordedTotal: Float64Array;
  readonly #recordedCount: Float64Array;

  /**
   * @param options - `closedRanges` says that a sample at the very start of a
   * range is in it, as before version 3 of Prometheus.
   * @throws InputError if the objective cannot be judged at the step of the grid.
   */
  constructor(
    spec: SloSpec,
    grid: StepGrid,
    options: { closedRanges?: boolean } = {},
  ) {
    this.grid = grid;
    this.#isClosed = options.closedRanges ?? false;
    this.#plan = sliPlan(spec);
    const events = eventsOf(spec.indicator) !== undefined;
    this.#hasEvents = events && spec.budgeting.method === 'Occurrences';
    this.evaluationMs = evaluationOf(this.#plan, grid.stepMs);
    this.evaluations = evaluationsOf(grid, this.evaluationMs);
    this.#eventBad = runningSums(grid.bad);
    this.#eventTotal = runningSums(grid.total);

    const count = this.evaluations.length;
    const bad = new Float64Array(count);
    const total = new Float64Array(count);
    this.#isRecorded = new Uint8Array(count);
    const record = this.#recorder(spec, events);
    for (let i = 0; i < count; i++) {
      const recorded = record(this.evaluations[i]);
      if (recorded) {
        [bad[i], total[i]] = recorded;
        this.#isRecorded[i] = 1;
      }
    }
    this.#recordedBad = runningSums(bad);
    this.#recordedTotal = runningSums(total);
    this.#recordedCount = runningSums(this.#isRecorded);

    this.bad = this.#hasEvents ? this.#eventBad : this.#byStep(bad);
    this.total = this.#hasEvents ? this.#eventTotal : this.#byStep(total);
    this.measuredMs = this.#hasEvents
      ? grid.isMeasured.reduce((sum, value) => sum + value, 0) * grid.stepMs
      : this.#recordedCount[count] * this.evaluationMs;
  }

  timeOf(evaluation: number): number {
    return this.grid.endOf(this.evaluations[evaluation]);
  }

  /** Whether the series of all events has a sample. */
  isRecorded(evaluation: number): boolean {
    return this.#isRecorded[evaluation] === 1;
  }

  /**
   * The error ratio over a window.
   *
   * @throws InputError if the window is shorter than a step.
   */
  ratio(windowMs: number): ByEvaluation {
    const isDirect =
      this.#hasEvents &&
      (windowMs === BASE_MS || windowMs <= this.#plan.exactUpToMs);
    // Private fields are slow to read where they are compiled away.
    const { evaluations } = this;
    if (isDirect) {
      const [bad, total] = [this.#eventBad, this.#eventTotal];
      const steps = this.#wholeSteps(windowMs);
      return evaluation => {
        const end = evaluations[evaluation] + 1;
        const start = Math.max(0, end - steps);
        return divide(bad[end] - bad[start], total[end] - total[start]);
      };
    }
    const [bad, total] = [this.#recordedBad, this.#recordedTotal];
    const samples = this.#samplesIn(windowMs);
    return evaluation => {
      const end = evaluation + 1;
      const start = Math.max(0, end - samples);
      return divide(bad[end] - bad[start], total[end] - total[start]);
    };
  }

  /** Bad events in a window as the rules of `--min-failures` count them. */
  failures(windowMs: number): ByEvaluation {
    const [bad, counts] = [this.#recordedBad, this.#recordedCount];
    const samples = this.#samplesIn(windowMs);
    // What is recorded of events is the rate of five minutes.
    const perSample = this.#hasEvents ? windowMs / BASE_MS : undefined;
    return evaluation => {
      const end = evaluation + 1;
      const start = Math.max(0, end - samples);
      const sum = bad[end] - bad[start];
      const count = counts[end] - counts[start];
      if (count === 0) {
        return NaN;
      }
      return perSample === undefined ? sum : (sum / count) * perSample;
    };
  }

  /** What rules record at the end of a step; undefined for no sample. */
  #recorder(
    spec: SloSpec,
    events: boolean,
  ): (step: number) => [number, number] | undefined {
    const { stepMs, isMeasured } = this.grid;
    const measured = runningSums(isMeasured);
    if (!events) {
      const { bad, total } = this.grid;
      return step =>
        isMeasured[step] && total[step] > 0
          ? // Nothing is known of the traffic, so that evaluations weigh the same.
            [bad[step] / total[step], 1]
          : undefined;
    }
    const { method, sliceMs = MINUTE_MS, sliceTarget = 1 } = spec.budgeting;
    const [badEvents, totalEvents] = [this.#eventBad, this.#eventTotal];
    const hasEvents = this.#hasEvents;
    const slack = Number((1 - sliceTarget).toFixed(15));
    const steps = this.#wholeSteps(hasEvents ? BASE_MS : sliceMs);
    const beforeMs = BASE_MS - steps * stepMs;
    return step => {
      const end = step + 1;
      const start = Math.max(0, end - steps);
      const bad = badEvents[end] - badEvents[start];
      const total = totalEvents[end] - totalEvents[start];
      if (!hasEvents) {
        const ratio = bad / total;
        const isBad = ratio > slack ? 1 : 0;
        return total > 0
          ? [method === 'Timeslices' ? isBad : ratio, 1]
          : undefined;
      }
      const isWhole = measured[end] - measured[start] === steps;
      const factor =
        isWhole && beforeMs === 0
          ? 1
          : rateExtrapolation(isMeasured, {
              start: end - steps,
              end,
              beforeMs,
              stepMs,
            });
      return factor === undefined ? undefined : [bad * factor, total * factor];
    };
  }

  /** Number of evaluations that a window looks back on. */
  #samplesIn(windowMs: number): number {
    const samples = windowMs / this.evaluationMs;
    return this.#isClosed ? Math.floor(samples) + 1 : Math.ceil(samples);
  }

  #wholeSteps(windowMs: number): number {
    const { stepMs } = this.grid;
    const steps = Math.floor(windowMs / stepMs);
    if (steps === 0) {
      throw new InputError(
        `A window of ${windowMs / 1000} s is shorter than the step of the history of ${stepMs / 1000} s; give a history with a shorter step`,
      );
    }
    return steps;
  }

  #byStep(recorded: Float64Array): Float64Array {
    const values = new Float64Array(this.grid.length);
    this.evaluations.forEach((step, i) => {
      values[step] = recorded[i];
    });
    return runningSums(values);
  }
}

/** Objectives that count slices are evaluated once a slice. */
function evaluationOf(plan: SliPlan, stepMs: number): number {
  const { intervalMs = stepMs } = plan;
  if (intervalMs > stepMs && intervalMs % stepMs !== 0) {
    throw new InputError(
      `The rules are evaluated every ${intervalMs / 1000} s, which is no whole number of steps of ${stepMs / 1000} s; give a history with a step that divides it`,
    );
  }
  return Math.max(intervalMs, stepMs);
}

function evaluationsOf(grid: StepGrid, evaluationMs: number): Int32Array {
  const turn = (time: number) => Math.floor(time / evaluationMs);
  const steps = new Int32Array(grid.length);
  let count = 0;
  for (let step = 0; step < grid.length; step++) {
    const end = grid.endOf(step);
    if (evaluationMs === grid.stepMs || turn(end) > turn(end - grid.stepMs)) {
      steps[count] = step;
      count += 1;
    }
  }
  return steps.subarray(0, count);
}

function divide(bad: number, total: number): number {
  return total > 0 ? bad / total : NaN;
}
