import type { Knex } from 'knex';
import { whereAnyOf } from '../dialect';

/** What is wrong with the rules of an objective at a source. */
export type RuleCheck = {
  sourceId: string;
  sloId: string;
  /** Epoch milliseconds. */
  checkedAt: number;
  findings: string[];
};

const ROWS_PER_STATEMENT = 100;

/** What comparing rules found; objectives without findings have no row. */
export class RuleCheckStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Replaces all findings of a source. */
  async replace(
    sourceId: string,
    at: number,
    findings: Map<string, string[]>,
  ): Promise<void> {
    const rows = [...findings].map(([sloId, sentences]) => ({
      source_id: sourceId,
      slo_id: sloId,
      checked_at: at,
      findings: JSON.stringify(sentences),
    }));
    await this.#knex.transaction(async tx => {
      await tx('slo_rule_checks').where('source_id', sourceId).delete();
      await tx.batchInsert('slo_rule_checks', rows, ROWS_PER_STATEMENT);
    });
  }

  async find(sloIds: string[]): Promise<RuleCheck[]> {
    const rows = await whereAnyOf(
      this.#knex('slo_rule_checks'),
      'slo_id',
      sloIds,
    ).orderBy(['slo_id', 'source_id']);
    return rows.map((row: any) => ({
      sourceId: row.source_id,
      sloId: row.slo_id,
      checkedAt: Number(row.checked_at),
      findings: JSON.parse(row.findings),
    }));
  }
}
