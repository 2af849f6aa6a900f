import type { Knex } from 'knex';
import {
  claimDeliveries,
  type Claim,
} from './operations/inbox/claimDeliveries';
import { countDeliveries } from './operations/inbox/countDeliveries';
import { discardDelivery } from './operations/inbox/discardDelivery';
import { failDelivery } from './operations/inbox/failDelivery';
import { finishDeliveries } from './operations/inbox/finishDeliveries';
import { listDeliveries } from './operations/inbox/listDeliveries';
import { purgeDeliveries } from './operations/inbox/purgeDeliveries';
import { readDelivery } from './operations/inbox/readDelivery';
import { readDeliveryPart } from './operations/inbox/readDeliveryPart';
import { releaseDeliveries } from './operations/inbox/releaseDeliveries';
import { replayDeliveries } from './operations/inbox/replayDeliveries';
import {
  storeDeliveries,
  type NewDelivery,
} from './operations/inbox/storeDeliveries';
import { nextDueAt } from './operations/work/nextDueAt';
import type { InboxRow } from './rows';

type Claimed = Pick<InboxRow, 'id' | 'claim'>;

/** Webhooks as they came, until they are applied and for a while after. */
export class InboxStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  store(delivery: NewDelivery) {
    return this.storeAll([delivery]);
  }

  storeAll(deliveries: NewDelivery[]) {
    return deliveries.some(({ rest }) => rest?.length)
      ? this.#knex.transaction(trx => storeDeliveries(trx, deliveries))
      : storeDeliveries(this.#knex, deliveries);
  }

  claim(options: Claim & { sourceIds: string[]; limit: number }) {
    return claimDeliveries(this.#knex, options);
  }

  finish(rows: Claimed[]) {
    return finishDeliveries(this.#knex, rows);
  }

  release(rows: Claimed[]) {
    return releaseDeliveries(this.#knex, rows);
  }

  fail(row: Claimed, failure: { error: string; park: boolean; dueAt: number }) {
    return failDelivery(this.#knex, row, failure);
  }

  list(options: Parameters<typeof listDeliveries>[1]) {
    return listDeliveries(this.#knex, options);
  }

  read(id: string) {
    return readDelivery(this.#knex, id);
  }

  readPart(id: InboxRow['id'], part: number) {
    return readDeliveryPart(this.#knex, id, part);
  }

  replay(selection: Parameters<typeof replayDeliveries>[1], now: number) {
    return replayDeliveries(this.#knex, selection, now);
  }

  discard(id: string) {
    return this.#knex.transaction(trx => discardDelivery(trx, id));
  }

  count() {
    return countDeliveries(this.#knex);
  }

  purge(before: number) {
    return this.#knex.transaction(trx => purgeDeliveries(trx, before));
  }

  nextDueAt(sourceIds: string[]) {
    return nextDueAt(this.#knex, 'inbox', sourceIds);
  }
}
