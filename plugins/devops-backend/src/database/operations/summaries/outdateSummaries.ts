import type { Knex } from 'knex';
import { whereAnyOf } from '../../dialect';

const ROWS_PER_STATEMENT = 100;

const RISES =
  'on conflict (entity_uid) do update set revision = delivery_summary.revision + 1';

/**
 * Says that something has changed of which the summaries of entities tell.
 * Part of the transaction that changes it, so that whoever reads the new
 * revision reads the change, too.
 */
export async function outdateSummaries(
  knex: Knex,
  uids: string[],
): Promise<void> {
  // In a fixed order, so that two transactions cannot wait for each other.
  const sorted = [...new Set(uids)].sort();
  for (let start = 0; start < sorted.length; start += ROWS_PER_STATEMENT) {
    const some = sorted.slice(start, start + ROWS_PER_STATEMENT);
    await knex.raw(
      `insert into delivery_summary (entity_uid, revision)
       values ${some.map(() => '(?, 1)').join(', ')} ${RISES}`,
      some,
    );
  }
}

/** The same for the entities that are bound to scopes of a source. */
export async function outdateBoundSummaries(
  knex: Knex,
  sourceId: string,
  scopes: Iterable<string>,
): Promise<void> {
  const names = [...scopes];
  if (names.length === 0) {
    return;
  }
  const entities = whereAnyOf(
    knex('entity_binding')
      .select('entity_uid', knex.raw('1'))
      .where('source_id', sourceId),
    'scope',
    names,
  )
    .groupBy('entity_uid')
    .orderBy('entity_uid');
  const { sql, bindings } = entities.toSQL();
  await knex.raw(
    `insert into delivery_summary (entity_uid, revision) ${sql} ${RISES}`,
    [...bindings],
  );
}
