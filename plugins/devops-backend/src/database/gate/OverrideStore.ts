import type { Knex } from 'knex';
import type { Position } from '../operations/reads/position';
import type { StoredInstant } from '../rows';

export type OverrideRow = {
  id: string;
  entity_ref: string;
  environment: string;
  reason: string;
  created_by: string;
  created_at: StoredInstant;
  until_at: StoredInstant;
  ended_at: StoredInstant | null;
  ended_by: string | null;
};

/** Where an override holds. */
export type OverrideScope = { entityRef: string; environment: string };

const TABLE = 'gate_override';

/** Overrides of the gate, those that are over as well. */
export class OverrideStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Puts an override in place of the one that holds, so that one holds at most. */
  async replace(row: OverrideRow): Promise<void> {
    await this.#knex.transaction(async tx => {
      await end(tx, toScope(row), {
        at: Number(row.created_at),
        by: row.created_by,
      });
      await tx(TABLE).insert(row);
    });
  }

  /** Ends what holds; false when nothing does. */
  async end(
    scope: OverrideScope,
    ending: { at: number; by: string },
  ): Promise<boolean> {
    return (await end(this.#knex, scope, ending)) > 0;
  }

  find(id: string): Promise<OverrideRow | undefined> {
    return this.#knex(TABLE).where({ id }).first();
  }

  /** The one that holds at a moment. */
  findActive(
    scope: OverrideScope,
    at: number,
  ): Promise<OverrideRow | undefined> {
    // Two that were made in the same moment both hold; the later one is told.
    return active(this.#knex, scope, at)
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .first();
  }

  /** Newest first. */
  async list(
    entityRef: string,
    page: { environment?: string; after?: Position; limit: number },
  ): Promise<OverrideRow[]> {
    const { environment, after, limit } = page;
    const query = this.#knex<OverrideRow>(TABLE)
      .where('entity_ref', entityRef)
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    if (environment !== undefined) {
      query.where('environment', environment);
    }
    if (after) {
      query.whereRaw('(created_at, id) < (?, ?)', [after.createdAt, after.id]);
    }
    return query.select('*');
  }
}

function toScope(row: OverrideRow): OverrideScope {
  return { entityRef: row.entity_ref, environment: row.environment };
}

function active(
  knex: Knex,
  { entityRef, environment }: OverrideScope,
  at: number,
) {
  return knex(TABLE)
    .where({ entity_ref: entityRef, environment })
    .whereNull('ended_at')
    .where('until_at', '>', at);
}

function end(
  knex: Knex,
  scope: OverrideScope,
  { at, by }: { at: number; by: string },
): Promise<number> {
  return active(knex, scope, at).update({ ended_at: at, ended_by: by });
}
