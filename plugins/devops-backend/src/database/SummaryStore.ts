import type { Knex } from 'knex';
import { keepSummary, readSummary } from './operations/summaries/keepSummary';

/** Summaries as they were made last. */
export class SummaryStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  read(ref: string) {
    return readSummary(this.#knex, ref);
  }

  keep(summary: Parameters<typeof keepSummary>[1]) {
    return keepSummary(this.#knex, summary);
  }
}
