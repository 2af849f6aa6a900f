import { ForwardedError } from '@backstage/errors';
import type { SloState } from '@backstage-devops/plugin-devops-common';
import type { SloSource } from '@backstage-devops/plugin-devops-node';
import type { Knex } from 'knex';
import type { DevopsDatabase } from '../../database/DevopsDatabase';
import { findSloEntities } from '../../database/slos/findSloEntities';
import type {
  Standing,
  StandingStore,
} from '../../database/slos/StandingStore';
import { describeError } from '../../services/describeError';
import type { EntityUpdates } from '../../services/EntityUpdates';
import type { SloOverview } from '../overview/SloOverview';
import { judgeStanding } from './judgeStanding';

/** Asks sources where objectives stand, and keeps what they tell. */
export class SloRounds {
  readonly #database: DevopsDatabase;
  readonly #knex: Knex;
  readonly #standings: StandingStore;
  readonly #overview: SloOverview;
  readonly #updates: EntityUpdates;
  readonly #now: () => number;

  constructor(options: {
    database: DevopsDatabase;
    knex: Knex;
    standings: StandingStore;
    overview: SloOverview;
    updates: EntityUpdates;
    now: () => number;
  }) {
    this.#database = options.database;
    this.#knex = options.knex;
    this.#standings = options.standings;
    this.#overview = options.overview;
    this.#updates = options.updates;
    this.#now = options.now;
  }

  /** One round: all objectives of a source. */
  async run(source: SloSource, signal: AbortSignal): Promise<void> {
    const health = { sourceId: source.id, scope: '' };
    try {
      const report = await source.readStatuses({ signal });
      await this.#standings.save(source.id, report);
      const at = report.at.getTime();
      await this.#database.recordSweep(health, {
        cursor: at,
        completeUntil: at,
        now: this.#now(),
      });
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      const now = this.#now();
      await this.#database.recordSweepFailure(health, {
        message: describeError(error),
        now,
        retryAt: now + source.intervalMs,
      });
      // What is known grows old meanwhile, and pages are to say since when.
      await this.#judge(source);
      throw new ForwardedError(
        `${source.title} did not tell where objectives stand`,
        error,
      );
    }
    await this.#judge(source);
  }

  async #judge(source: SloSource): Promise<void> {
    const standings = await this.#standings.ofSource(source.id);
    await this.#recordStates(source, standings);
    await this.#overview.followTold(source.id, standings);
  }

  async #recordStates(source: SloSource, standings: Standing[]): Promise<void> {
    const now = this.#now();
    const changed: Array<{ standing: Standing; state: SloState }> = [];
    for (const standing of standings) {
      const { intervalMs } = source;
      const { state } = judgeStanding(standing, { now, intervalMs });
      if (state !== standing.state) {
        changed.push({ standing, state });
      }
    }
    if (changed.length === 0) {
      return;
    }
    await this.#standings.recordStates(
      changed.map(({ standing, state }) => ({ id: standing.id, state })),
      now,
    );
    const records = changed.map(({ standing }) => standing.record);
    const uids = await findSloEntities(this.#knex, {
      services: records.map(({ service }) => service),
      sloIds: records.map(({ sloId }) => sloId),
    });
    this.#updates.publish(uids, 'slo');
  }
}
