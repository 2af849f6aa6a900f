import type { Knex } from 'knex';
import type { Figures } from '../services/metrics/computeFigures';
import type { DirtyEntityRow } from './derivedRows';
import { claimDirty, nextDirtyAt } from './operations/dirty/claimDirty';
import { failDirty, finishDirty, holdDirty } from './operations/dirty/endDirty';
import { markAged } from './operations/dirty/markAged';
import { markDirty } from './operations/dirty/markDirty';
import * as history from './operations/figures/readHistory';
import { readSnapshot } from './operations/figures/readSnapshots';
import { readSystemScopes } from './operations/figures/readSystemScopes';
import {
  nextScopeDayAt,
  sumScopeDays,
} from './operations/figures/sumScopeDays';
import {
  writeFigures,
  type FiguresChange,
} from './operations/figures/writeFigures';
import { readBindings } from './operations/bindings/readBindings';
import { readEntity, readOwnership } from './operations/mirror/readMirror';
import type { ScopeRef } from './rows';

/** What figures are computed from, where they are kept, and who waits for them. */
export class FiguresStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  claimDirty(options: Parameters<typeof claimDirty>[1]) {
    return claimDirty(this.#knex, options);
  }

  nextDirtyAt() {
    return nextDirtyAt(this.#knex);
  }

  failDirty(row: DirtyEntityRow, failure: { error: string; dueAt: number }) {
    return failDirty(this.#knex, row, failure);
  }

  /** Ends the claim of an entity of which there is nothing to compute. */
  dropDirty(row: DirtyEntityRow, dueAt: number) {
    return this.#knex.transaction(trx => finishDirty(trx, row, dueAt));
  }

  markAged(options: Parameters<typeof markAged>[1]) {
    return markAged(this.#knex, options);
  }

  readEntity(uid: string) {
    return readEntity(this.#knex, uid);
  }

  readOwnership(uid: string) {
    return readOwnership(this.#knex, uid);
  }

  async readScopes(uid: string): Promise<ScopeRef[]> {
    const rows = await readBindings(this.#knex, uid);
    return rows.map(row => ({ sourceId: row.source_id, scope: row.scope }));
  }

  /** The scopes of all existing entities of a system. */
  readSystemScopes(systemRef: string) {
    return readSystemScopes(this.#knex, systemRef);
  }

  readDeployments(scopes: ScopeRef[]) {
    return history.readDeploymentHistory(this.#knex, scopes);
  }

  readAttempts(deploymentIds: string[]) {
    return history.readAttempts(this.#knex, deploymentIds);
  }

  readEnvironmentTiers(scopes: ScopeRef[]) {
    return history.readEnvironmentTiers(this.#knex, scopes);
  }

  readMergedChanges(scopes: ScopeRef[], since: number) {
    return history.readMergedChanges(this.#knex, scopes, since);
  }

  readIncidents(scopes: ScopeRef[], since: number) {
    return history.readIncidents(this.#knex, scopes, since);
  }

  readRanges(
    scopes: ScopeRef[],
    options: Parameters<typeof history.readRanges>[2],
  ) {
    return history.readRanges(this.#knex, scopes, options);
  }

  readRunFigures(scopes: ScopeRef[], since: number) {
    return history.readRunFigures(this.#knex, scopes, since);
  }

  readSnapshot(entityUid: string, windowDays: number) {
    return readSnapshot(this.#knex, entityUid, windowDays);
  }

  /**
   * Stores the figures of a claimed entity and ends the claim, all or nothing;
   * undefined when another worker has taken over, or the entity is gone: it
   * keeps what it had.
   */
  storeFigures(
    row: DirtyEntityRow,
    figures: Figures,
    options: { sinceDay: string; now: number; delayMs: number },
  ): Promise<FiguresChange | undefined> {
    const dueAt = options.now + options.delayMs;
    return this.#knex.transaction(async trx => {
      if (!(await holdDirty(trx, row))) {
        return undefined;
      }
      const entity = await readEntity(trx, row.entity_uid);
      if (!entity || entity.gone_at !== null) {
        await finishDirty(trx, row, dueAt);
        return undefined;
      }
      const { sinceDay } = options;
      const change = await writeFigures(trx, row.entity_uid, figures, {
        sinceDay,
        dueAt,
      });
      await finishDirty(trx, row, dueAt);
      if (figures.settledAt !== undefined) {
        await markDirty(trx, [
          {
            entityUid: row.entity_uid,
            reason: 'age',
            fromAt: options.now,
            dueAt: Math.max(figures.settledAt, dueAt),
          },
        ]);
      }
      return change;
    });
  }

  /** Sums some cells of the roll-ups of scopes, and returns how many were due. */
  sumScopeDays(now: number): Promise<number> {
    return this.#knex.transaction(trx => sumScopeDays(trx, now));
  }

  nextScopeDayAt() {
    return nextScopeDayAt(this.#knex);
  }
}
