import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import type { Knex } from 'knex';
import { whereAnyOf } from '../../dialect';
import type { EntityCriteria } from '../../../services/access/entityCriteria';

/** Limits a query to entities, aliased `e`, that meet the criteria. */
export function whereEntity(
  query: Knex.QueryBuilder,
  criteria: EntityCriteria,
): Knex.QueryBuilder {
  if (isAndCriteria(criteria)) {
    return query.where(builder => {
      criteria.allOf.forEach(one => whereEntity(builder, one));
    });
  }
  if (isOrCriteria(criteria)) {
    return query.where(builder => {
      for (const one of criteria.anyOf) {
        builder.orWhere(inner => {
          whereEntity(inner, one);
        });
      }
    });
  }
  if (isNotCriteria(criteria)) {
    return query.whereNot(builder => {
      whereEntity(builder, criteria.not);
    });
  }
  if ('always' in criteria) {
    return query.whereRaw(criteria.always ? '1 = 1' : '1 = 0');
  }
  if ('owners' in criteria) {
    // Without null, whose comparison is neither true nor, negated, false.
    return whereAnyOf(query, "coalesce(e.owner_ref, '')", criteria.owners);
  }
  if ('kinds' in criteria) {
    const kinds = criteria.kinds.map(kind => kind.toLocaleLowerCase('en-US'));
    return whereAnyOf(query, 'lower(e.kind)', kinds);
  }
  if ('uids' in criteria) {
    return whereAnyOf(query, 'e.uid', criteria.uids);
  }
  return query.whereExists(builder => {
    // Like the catalog's own rule, whatever the case.
    builder
      .from('entity_annotation as a')
      .select(builder.client.raw('1'))
      .whereRaw('a.entity_uid = e.uid')
      .whereRaw('lower(a.name) = lower(?)', criteria.annotation);
    if (criteria.value !== undefined) {
      builder.whereRaw('lower(a.value) = lower(?)', criteria.value);
    }
  });
}
