import type { Knex } from 'knex';

/** Notes that a webhook of the source was applied. */
export async function recordEvent(
  knex: Knex,
  sourceId: string,
  at: number,
): Promise<void> {
  await knex('source_state')
    .insert({ source_id: sourceId, scope: '', last_event_at: at })
    .onConflict(['source_id', 'scope'])
    .merge({
      // Workers finish in any order.
      last_event_at: knex.raw(
        'case when source_state.last_event_at > excluded.last_event_at then source_state.last_event_at else excluded.last_event_at end',
      ),
    });
}
