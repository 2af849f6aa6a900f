import type { LoggerService } from '@backstage/backend-plugin-api';
import type { DeliverySource } from '@backstage-devops/plugin-devops-node';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { SourceStateRow } from '../database/rows';
import { describeError } from '../services/describeError';

/** What was created this lately may not be listed or delivered yet. */
const SETTLING_MS = 10 * 60_000;
/** Shorter spans are left for a later sweep, to save questions. */
const SHORTEST_SPAN_MS = 60 * 60_000;
/** How far back a scope is counted that was never counted. */
const FIRST_SPAN_MS = 24 * 60 * 60_000;

/** What a count found, with what is to be noted with the scope. */
export type GapReport = {
  countedUntil?: number;
  gap?: { at: number; count: number; sweeps: number };
  /** From where the next sweep reads once more. */
  readAgainFrom?: number;
};

/**
 * Compares how many runs a provider has with how many are stored, since a list
 * that left something out looks like one that is complete.
 */
export class GapDetector {
  readonly #database: DevopsDatabase;
  readonly #logger: LoggerService;

  constructor(options: { database: DevopsDatabase; logger: LoggerService }) {
    this.#database = options.database;
    this.#logger = options.logger;
  }

  /**
   * Counts the runs of a scope that was just read to the end. A gap that is
   * known stays one until a count says otherwise.
   */
  async check(
    source: DeliverySource,
    scope: string,
    options: {
      state: SourceStateRow | undefined;
      startedAt: number;
      signal: AbortSignal;
    },
  ): Promise<GapReport> {
    const { state, startedAt, signal } = options;
    const known = knownGap(state);
    const until = startedAt - SETTLING_MS;
    const since = Number(state?.counted_until ?? until - FIRST_SPAN_MS);
    if (!known && until - since < SHORTEST_SPAN_MS) {
      return {};
    }
    const there = await this.#count(source, { scope, since, until, signal });
    if (there === undefined) {
      return known ? { gap: known } : {};
    }
    const here = await this.#database.countRuns(
      { sourceId: source.id, scope },
      { since, until },
    );
    // More than the provider has is none: it may delete runs.
    if (here >= there) {
      return { countedUntil: until };
    }
    this.#logger.warn(
      `Source '${source.id}' has ${there - here} runs of '${scope}' more than the store since ${new Date(since).toISOString()}; they are read again`,
      { source: source.id },
    );
    const sweeps = known ? known.sweeps + 1 : 0;
    return {
      countedUntil: since,
      gap: { at: since, count: there - here, sweeps },
      // At once, and if that does not help, after ever more sweeps: what a
      // provider counts and never lists must not be read for ever.
      readAgainFrom: isPowerOfTwo(sweeps) ? since : undefined,
    };
  }

  async #count(
    source: DeliverySource,
    span: { scope: string; since: number; until: number; signal: AbortSignal },
  ): Promise<number | undefined> {
    try {
      return await source.pipelines?.countRuns?.({
        ...span,
        since: new Date(span.since),
        until: new Date(span.until),
      });
    } catch (error) {
      span.signal.throwIfAborted();
      this.#logger.warn(
        `The runs of '${span.scope}' at source '${source.id}' could not be counted: ${describeError(error)}`,
        { source: source.id },
      );
      return undefined;
    }
  }
}

function knownGap(state: SourceStateRow | undefined): GapReport['gap'] {
  return state?.gap_at === null || state?.gap_at === undefined
    ? undefined
    : {
        at: Number(state.gap_at),
        count: state.gap_count ?? 0,
        sweeps: state.gap_sweeps,
      };
}

function isPowerOfTwo(n: number): boolean {
  return n === 0 || Number.isInteger(Math.log2(n));
}
