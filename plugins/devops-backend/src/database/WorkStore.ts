import type { Knex } from 'knex';
import type { Claim } from './operations/inbox/claimDeliveries';
import { claimWork } from './operations/work/claimWork';
import { countWork } from './operations/work/countWork';
import { enqueueWork, type NewWork } from './operations/work/enqueueWork';
import { extendLease } from './operations/work/extendLease';
import { failWork } from './operations/work/failWork';
import { finishWork } from './operations/work/finishWork';
import { listWork } from './operations/work/listWork';
import { nextDueAt } from './operations/work/nextDueAt';
import { purgeWork } from './operations/work/purgeWork';
import { releaseWork } from './operations/work/releaseWork';
import { retryWork } from './operations/work/retryWork';
import type { WorkRow } from './rows';

type Claimed = Pick<WorkRow, 'id' | 'claim'>;

/** What there is to ask of providers. */
export class WorkStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  enqueue(items: NewWork[]) {
    return enqueueWork(this.#knex, items);
  }

  claim(options: Claim & { sourceIds: string[]; limit: number }) {
    return claimWork(this.#knex, options);
  }

  finish(row: Claimed & Pick<WorkRow, 'revision'>, now: number) {
    return this.#knex.transaction(trx => finishWork(trx, row, now));
  }

  fail(row: Claimed, failure: { error: string; park: boolean; dueAt: number }) {
    return failWork(this.#knex, row, failure);
  }

  release(row: Claimed) {
    return releaseWork(this.#knex, row);
  }

  extendLease(row: Claimed, until: number) {
    return extendLease(this.#knex, row, until);
  }

  list(options: Parameters<typeof listWork>[1]) {
    return listWork(this.#knex, options);
  }

  retry(id: string, now: number) {
    return retryWork(this.#knex, id, now);
  }

  count() {
    return countWork(this.#knex);
  }

  purge(before: number) {
    return purgeWork(this.#knex, before);
  }

  nextDueAt(sourceIds: string[]) {
    return nextDueAt(this.#knex, 'work_queue', sourceIds);
  }
}
