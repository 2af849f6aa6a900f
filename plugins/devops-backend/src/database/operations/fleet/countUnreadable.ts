import type { Knex } from 'knex';
import type { EntityCriteria } from '../../../services/access/entityCriteria';
import { whereEntity } from './whereEntity';

/** How many existing entities of a group do not meet the criteria. */
export async function countUnreadable(
  knex: Knex,
  group: { owner?: string; system?: string; domain?: string },
  criteria: EntityCriteria,
): Promise<number> {
  const query = knex('entity as e').whereNull('e.gone_at').count({ n: '*' });
  for (const [key, ref] of Object.entries(group)) {
    if (ref !== undefined) {
      query.where(`e.${key}_ref`, ref);
    }
  }
  query.whereNot(builder => {
    whereEntity(builder, criteria);
  });
  const [{ n }] = await query;
  return Number(n);
}
