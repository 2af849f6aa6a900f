import { InputError } from '@backstage/errors';
import { MINUTE_MS } from '../duration';
import { BacktestHistory } from './model';

/** Five minutes are the shortest window of the rules, and cannot be divided. */
const LONGEST_STEP_MS = 5 * MINUTE_MS;
/** Ten years of minutes. */
const MOST_STEPS = 5_300_000;

/** A history without holes: each step has a place, whether measured or not. */
export class StepGrid {
  readonly stepMs: number;
  /** Start of the first step. */
  readonly startAt: number;
  readonly length: number;
  readonly bad: Float64Array;
  readonly total: Float64Array;
  /** Whether a step was measured. */
  readonly isMeasured: Uint8Array;

  /**
   * @throws InputError if points are out of order, between two steps or
   * impossible, or if there is none.
   */
  constructor(history: BacktestHistory, options: { to?: number } = {}) {
    const { stepMs, points } = history;
    if (!(stepMs >= 1000 && stepMs <= LONGEST_STEP_MS)) {
      throw new InputError(
        `The step of a history is ${stepMs} ms; give one between a second and five minutes`,
      );
    }
    const [first] = points;
    if (!first) {
      throw new InputError('The history is empty: there is nothing to replay');
    }
    const last = points[points.length - 1];
    const end = Math.max(last.at, options.to ?? last.at);
    this.stepMs = stepMs;
    this.startAt = first.at - stepMs;
    this.length = Math.floor((end - this.startAt) / stepMs);
    if (!(this.length >= 1 && this.length <= MOST_STEPS)) {
      throw new InputError(
        `The history has ${this.length} steps; give it in the order of time, with at most ${MOST_STEPS} steps`,
      );
    }
    this.bad = new Float64Array(this.length);
    this.total = new Float64Array(this.length);
    this.isMeasured = new Uint8Array(this.length);
    let previous = -1;
    points.forEach(({ at, bad, total }, i) => {
      const index = (at - first.at) / stepMs;
      if (!Number.isInteger(index) || index <= previous) {
        throw new InputError(
          `Point ${i + 1} of the history is at ${at}, it must be whole steps of ${stepMs} ms after the one before`,
        );
      }
      if (!(bad >= 0 && bad <= total && total < Infinity)) {
        throw new InputError(
          `Point ${i + 1} of the history has ${bad} bad of ${total} events; 0 <= bad <= total is needed`,
        );
      }
      previous = index;
      this.bad[index] = bad;
      this.total[index] = total;
      this.isMeasured[index] = 1;
    });
  }

  /** End of a step. */
  endOf(index: number): number {
    return this.startAt + (index + 1) * this.stepMs;
  }

  /** Number of steps that have ended at a time. */
  stepsUntil(time: number): number {
    const steps = Math.floor((time - this.startAt) / this.stepMs);
    return Math.max(0, Math.min(this.length, steps));
  }
}

/** Sums of everything before each place: `sums[to] - sums[from]` is a range. */
export function runningSums(values: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) {
    sums[i + 1] = sums[i] + values[i];
  }
  return sums;
}
