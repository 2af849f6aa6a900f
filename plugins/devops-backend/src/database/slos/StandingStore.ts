import type { SloState } from '@backstage-devops/plugin-devops-common';
import type {
  SloStatusRecord,
  SloStatusReport,
} from '@backstage-devops/plugin-devops-node';
import type { Knex } from 'knex';
import { whereAnyOf } from '../dialect';
import { deleteExpiredPoints } from './deleteExpiredPoints';
import { readPoints, type StandingPoint } from './points';
import { saveReport } from './saveReport';

const IDS_PER_STATEMENT = 500;

/** Where an objective stands, as its source told last. */
export type Standing = {
  id: number;
  sourceId: string;
  record: SloStatusRecord;
  /** The moment that the figures are of, epoch milliseconds. */
  readAt: number;
  /** Newest moment at which something measured it. */
  measuredAt?: number;
  /** Since when its source does not know it any more. */
  goneAt?: number;
  state?: SloState;
  stateSince?: number;
};

/** What sources tell about objectives, and what it was before. */
export class StandingStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Brings everything that is known of a source to a report. */
  async save(sourceId: string, report: SloStatusReport): Promise<void> {
    await this.#knex.transaction(tx => saveReport(tx, sourceId, report));
  }

  /** The objectives of some services, and those with some ids. */
  async find(wanted: {
    services: string[];
    sloIds: string[];
  }): Promise<Standing[]> {
    const query = this.#knex('slo_standings').where(either =>
      either
        .where(one => whereAnyOf(one, 'service', wanted.services))
        .orWhere(other => whereAnyOf(other, 'slo_id', wanted.sloIds)),
    );
    return (await inOrder(query)).map(toStanding);
  }

  async ofSource(sourceId: string): Promise<Standing[]> {
    const query = this.#knex('slo_standings').where('source_id', sourceId);
    return (await inOrder(query)).map(toStanding);
  }

  /** Keeps states that are others than before, with the time since when. */
  async recordStates(
    changes: Array<{ id: number; state: SloState }>,
    at: number,
  ): Promise<void> {
    const byState = new Map<SloState, number[]>();
    for (const { id, state } of changes) {
      byState.set(state, [...(byState.get(state) ?? []), id]);
    }
    for (const [state, ids] of byState) {
      await this.#knex.transaction(async tx => {
        for (let i = 0; i < ids.length; i += IDS_PER_STATEMENT) {
          await tx('slo_standings')
            .whereIn('id', ids.slice(i, i + IDS_PER_STATEMENT))
            .update({ state, state_since: at });
        }
      });
    }
  }

  /** Figures over time, oldest first, as fine as they are still kept. */
  readPoints(
    standingId: number,
    range: { from: number; to: number },
  ): Promise<StandingPoint[]> {
    return readPoints(this.#knex, standingId, range);
  }

  deleteExpired(options: {
    now: number;
    signal?: AbortSignal;
  }): Promise<number> {
    return deleteExpiredPoints(this.#knex, options);
  }
}

function inOrder(query: Knex.QueryBuilder) {
  return query.orderBy(['service', 'slo_id', 'environment', 'source_id']);
}

function toStanding(row: any): Standing {
  const time = (value: unknown) => (value === null ? undefined : Number(value));
  return {
    id: Number(row.id),
    sourceId: row.source_id,
    record: JSON.parse(row.record),
    readAt: Number(row.read_at),
    measuredAt: time(row.measured_at),
    goneAt: time(row.gone_at),
    state: row.state ?? undefined,
    stateSince: time(row.state_since),
  };
}
