import type { Knex } from 'knex';
import type { DirtyReason, EntityRow, Owners } from './derivedRows';
import { markDirty } from './operations/dirty/markDirty';
import { hasPathRules } from './operations/mirror/hasPathRules';
import {
  readEntity,
  readMirror,
  readOwnership,
  type MirrorState,
} from './operations/mirror/readMirror';
import { succeedEntity } from './operations/mirror/succeedEntity';
import {
  changeOwners,
  markGone,
  writeMirror,
} from './operations/mirror/writeMirror';
import type { ScopeRef } from './rows';

/** An entity that differs from what is stored of it. */
export type MirrorChange = {
  row: Omit<EntityRow, 'seen_at' | 'gone_at'>;
  annotations: Record<string, string>;
  /** What is stored of it; undefined for a new one. */
  before?: MirrorState;
};

/** The mirror of the catalog. */
export class MirrorStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  readMirror() {
    return readMirror(this.#knex);
  }

  readEntity(uid: string) {
    return readEntity(this.#knex, uid);
  }

  readOwnership(uid: string) {
    return readOwnership(this.#knex, uid);
  }

  /** Whether any entity that is bound to a scope goes by paths. */
  hasPathRules(scope: ScopeRef) {
    return hasPathRules(this.#knex, scope);
  }

  /**
   * Stores entities, who they belong to, and marks those for computation whose
   * figures that changes: of all times for new ones, those that came back, and
   * for other rules; from now on for other owners.
   */
  write(
    changes: MirrorChange[],
    { now, dueAt }: { now: number; dueAt: number },
  ): Promise<void> {
    const owned = changes.filter(
      ({ row, before }) => !before || !sameOwners(row, before),
    );
    const anew = changes.filter(
      ({ row, before }) =>
        !before ||
        before.gone_at !== null ||
        before.rules_json !== row.rules_json,
    );
    return this.#knex.transaction(async trx => {
      await writeMirror(
        trx,
        changes.map(({ row, annotations }) => ({
          row: { ...row, seen_at: now, gone_at: null },
          annotations,
        })),
      );
      await changeOwners(
        trx,
        owned.map(({ row, before }) => ({ ...row, known: Boolean(before) })),
        now,
      );
      const marks = (
        some: MirrorChange[],
        reason: DirtyReason,
        fromAt: number,
      ) =>
        some.map(({ row }) => ({ entityUid: row.uid, reason, fromAt, dueAt }));
      await markDirty(trx, [
        ...marks(owned, 'ownership', now),
        ...marks(anew, 'catalog', 0),
      ]);
    });
  }

  markGone(uids: string[], now: number): Promise<void> {
    return this.#knex.transaction(trx => markGone(trx, uids, now));
  }

  succeed(uid: string, formerUids: string[], now: number): Promise<void> {
    return this.#knex.transaction(trx =>
      succeedEntity(trx, uid, formerUids, now),
    );
  }
}

function sameOwners(a: Owners, b: Owners): boolean {
  return (
    a.owner_ref === b.owner_ref &&
    a.system_ref === b.system_ref &&
    a.domain_ref === b.domain_ref
  );
}
