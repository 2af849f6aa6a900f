import type {
  SloProblem,
  SloState,
} from '@backstage-devops/plugin-devops-common';
import type { SloSpec } from '@backstage-devops/plugin-devops-slo';
import type { Knex } from 'knex';
import { whereAnyOf } from '../dialect';
import { replaceSlos } from './replaceSlos';

/**
 * Grows when what is stored of a file changes its meaning: files that an older
 * version read are read again although they did not change.
 */
export const READER_VERSION = 3;

/** An objective that is in the files of its entity. */
export type StoredSlo = {
  entityRef: string;
  spec: SloSpec;
  /** Of the file. */
  url?: string;
  state?: SloState;
  /** Epoch milliseconds. */
  stateSince?: number;
};

/** How reading the files of an entity went. */
export type SloRepository = {
  entityRef: string;
  location?: string;
  etag?: string;
  readerVersion: number;
  /** Epoch milliseconds. */
  attemptedAt: number;
  /** Last success, epoch milliseconds. */
  readAt?: number;
  error?: string;
  problems: SloProblem[];
};

/** What was read from the files of an entity. */
export type SloReading = {
  entityRef: string;
  location?: string;
  etag?: string;
  at: number;
  slos: Array<{ spec: SloSpec; url?: string }>;
  problems: SloProblem[];
  /** Files that could not be used: what was last read from them stays. */
  brokenFiles: string[];
};

/** Objectives, where they are from, and their last known state. */
export class SloStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Objectives in file order. */
  async list(entityRef: string): Promise<StoredSlo[]> {
    return (await this.listMany([entityRef])).get(entityRef) ?? [];
  }

  /** The same of several entities; those without objectives are left out. */
  async listMany(entityRefs: string[]): Promise<Map<string, StoredSlo[]>> {
    const rows = await whereAnyOf(
      this.#knex('slos').whereNull('removed_at'),
      'entity_ref',
      entityRefs,
    ).orderBy(['position', 'slo_id']);
    const slos = new Map<string, StoredSlo[]>();
    for (const row of rows) {
      const known = slos.get(row.entity_ref) ?? [];
      known.push({
        entityRef: row.entity_ref,
        spec: JSON.parse(row.spec),
        url: row.url ?? undefined,
        state: row.state ?? undefined,
        stateSince:
          row.state_since === null ? undefined : Number(row.state_since),
      });
      slos.set(row.entity_ref, known);
    }
    return slos;
  }

  /** Entities whose files have objectives with some ids. */
  async entityRefsOf(sloIds: string[]): Promise<Set<string>> {
    const rows = await whereAnyOf(
      this.#knex('slos').whereNull('removed_at'),
      'slo_id',
      sloIds,
    ).distinct('entity_ref');
    return new Set(rows.map(row => row.entity_ref));
  }

  /** Entities that have objectives. */
  async entityRefs(): Promise<string[]> {
    const rows = await this.#knex('slos')
      .where({ removed_at: null })
      .distinct('entity_ref');
    return rows.map(row => row.entity_ref);
  }

  async findRepository(entityRef: string): Promise<SloRepository | undefined> {
    const row = await this.#knex('slo_repositories')
      .where({ entity_ref: entityRef })
      .first();
    return (
      row && {
        entityRef,
        location: row.location ?? undefined,
        etag: row.etag ?? undefined,
        readerVersion: row.reader_version,
        attemptedAt: Number(row.attempted_at),
        readAt: row.read_at === null ? undefined : Number(row.read_at),
        error: row.error ?? undefined,
        problems: JSON.parse(row.problems),
      }
    );
  }

  /** Entities whose files were asked for after a time, by this version. */
  async attemptedSince(time: number): Promise<Set<string>> {
    const rows = await this.#knex('slo_repositories')
      .where('attempted_at', '>', time)
      .where('reader_version', READER_VERSION)
      .select('entity_ref');
    return new Set(rows.map(row => row.entity_ref));
  }

  /** Replaces what is known of the entity's files. */
  async replace(reading: SloReading): Promise<void> {
    await this.#knex.transaction(tx => replaceSlos(tx, reading));
  }

  /** Notes that the files are as they were. */
  async confirm(entityRef: string, at: number): Promise<void> {
    await this.#knex('slo_repositories')
      .where({ entity_ref: entityRef })
      .update({ attempted_at: at, read_at: at, error: null });
  }

  /** Notes that the files could not be asked for; what is known stays. */
  async fail(entityRef: string, at: number, error: string): Promise<void> {
    await this.#knex('slo_repositories')
      .insert({
        entity_ref: entityRef,
        reader_version: READER_VERSION,
        attempted_at: at,
        error,
        problems: '[]',
      })
      .onConflict('entity_ref')
      .merge(['attempted_at', 'error']);
  }

  /** Keeps the state with the time since when it holds; true when it changed. */
  async recordState(
    slo: { entityRef: string; sloId: string },
    state: SloState,
    at: number,
  ): Promise<boolean> {
    const changed = await this.#knex('slos')
      .where({ entity_ref: slo.entityRef, slo_id: slo.sloId })
      .where(row => row.whereNull('state').orWhereNot('state', state))
      .update({ state, state_since: at });
    return changed > 0;
  }
}
