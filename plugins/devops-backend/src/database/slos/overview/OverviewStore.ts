import type { Knex } from 'knex';
import { whereAnyOf } from '../../dialect';
import {
  countStates,
  listObjectives,
  type ObjectiveFilter,
} from './listObjectives';
import { listOwners } from './listOwners';
import type { OverviewRow } from './overviewRow';
import { dropOverview, writeOverview } from './writeOverview';

/** A row of the overview, as far as it says what it is of. */
export type KeptRow = Pick<
  OverviewRow,
  'entity_uid' | 'slo_id' | 'source_id'
> & { id: string };

/** Where the objectives of all entities stand. */
export class OverviewStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  list(filter: ObjectiveFilter, page: Parameters<typeof listObjectives>[2]) {
    return listObjectives(this.#knex, filter, page);
  }

  countStates(filter: ObjectiveFilter) {
    return countStates(this.#knex, filter);
  }

  /** The entities that objectives may belong to. */
  listOwners(refs?: string[]) {
    return listOwners(this.#knex, refs);
  }

  /** What is kept of some entities. */
  async listKept(entityUids: string[]): Promise<KeptRow[]> {
    const rows: Array<Omit<KeptRow, 'id'> & { id: number | string }> =
      await whereAnyOf(
        this.#knex('slo_overview'),
        'entity_uid',
        entityUids,
      ).select('id', 'entity_uid', 'slo_id', 'source_id');
    return rows.map(row => ({ ...row, id: String(row.id) }));
  }

  write(rows: OverviewRow[]): Promise<void> {
    return writeOverview(this.#knex, rows);
  }

  drop(ids: string[]): Promise<void> {
    return dropOverview(this.#knex, ids);
  }

  /** Deletes what a source told before a moment and has not told again. */
  dropUntold(sourceId: string, before: number): Promise<number> {
    return this.#knex('slo_overview')
      .where('source_id', sourceId)
      .where('judged_at', '<', before)
      .delete();
  }

  /** Deletes the objectives of entities that do not exist any more. */
  dropOfGone(): Promise<number> {
    const existing = this.#knex('entity').whereNull('gone_at').select('uid');
    return this.#knex('slo_overview')
      .whereNotIn('entity_uid', existing)
      .delete();
  }
}
