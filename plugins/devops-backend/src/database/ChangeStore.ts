import type { Knex } from 'knex';
import { listAlerts, listFiringAlerts } from './operations/changes/listAlerts';
import { listIncidents } from './operations/changes/listIncidents';
import { listMergedChanges } from './operations/changes/listMergedChanges';
import { readBlamed } from './operations/figures/readVerdicts';
import { readRange } from './operations/ranges/readRange';
import { enqueueWork, type NewWork } from './operations/work/enqueueWork';
import type { ScopeRef } from './rows';

/** Changes, what lies between revisions, incidents and alerts. */
export class ChangeStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  readRange(scope: ScopeRef, from: string, to: string) {
    return readRange(this.#knex, scope, { from, to });
  }

  listMergedChanges(scope: ScopeRef, since: number) {
    return listMergedChanges(this.#knex, scope, since);
  }

  listIncidents(scopes: ScopeRef[], page: Parameters<typeof listIncidents>[2]) {
    return listIncidents(this.#knex, scopes, page);
  }

  listAlerts(scopes: ScopeRef[], page: Parameters<typeof listAlerts>[2]) {
    return listAlerts(this.#knex, scopes, page);
  }

  listFiringAlerts(sourceId: string) {
    return listFiringAlerts(this.#knex, sourceId);
  }

  readBlamed(entityUid: string, before: number) {
    return readBlamed(this.#knex, entityUid, before);
  }

  enqueueWork(items: NewWork[]) {
    return enqueueWork(this.#knex, items);
  }
}
