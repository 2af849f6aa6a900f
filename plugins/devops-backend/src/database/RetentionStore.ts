import type { Knex } from 'knex';
import { nextScope } from './operations/retention/nextScope';
import { purgeGates } from './operations/retention/purgeGates';
import { purgeJobs } from './operations/retention/purgeJobs';
import {
  purgeRecords,
  type PurgedTable,
} from './operations/retention/purgeRecords';
import { purgeRuns } from './operations/retention/purgeRuns';
import type { ScopeRef } from './rows';

type Batch = { before: number; limit: number };

/** Deletes what is too old, some rows at a time. */
export class RetentionStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  nextScope(table: PurgedTable | 'pipeline_run', after: ScopeRef | undefined) {
    return nextScope(this.#knex, table, after);
  }

  purgeJobs(scope: ScopeRef, batch: Batch & { ofFailedBefore: number }) {
    return purgeJobs(this.#knex, scope, batch);
  }

  purgeRuns(scope: ScopeRef, batch: Batch) {
    return purgeRuns(this.#knex, scope, batch);
  }

  purgeRecords(table: PurgedTable, scope: ScopeRef, batch: Batch) {
    return purgeRecords(this.#knex, table, scope, batch);
  }

  purgeGates(batch: Batch) {
    return purgeGates(this.#knex, batch);
  }
}
