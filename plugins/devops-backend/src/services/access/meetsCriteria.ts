import { RELATION_OWNED_BY, type Entity } from '@backstage/catalog-model';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import type { EntityCriteria } from './entityCriteria';

/** Whether one entity meets criteria; `whereEntity` asks the same of many. */
export function meetsCriteria(
  entity: Entity,
  criteria: EntityCriteria,
): boolean {
  if (isAndCriteria(criteria)) {
    return criteria.allOf.every(one => meetsCriteria(entity, one));
  }
  if (isOrCriteria(criteria)) {
    return criteria.anyOf.some(one => meetsCriteria(entity, one));
  }
  if (isNotCriteria(criteria)) {
    return !meetsCriteria(entity, criteria.not);
  }
  if ('always' in criteria) {
    return criteria.always;
  }
  if ('owners' in criteria) {
    return (entity.relations ?? []).some(
      ({ type, targetRef }) =>
        type === RELATION_OWNED_BY && criteria.owners.includes(targetRef),
    );
  }
  if ('kinds' in criteria) {
    return criteria.kinds.some(kind => equal(kind, entity.kind));
  }
  if ('uids' in criteria) {
    return criteria.uids.includes(entity.metadata.uid ?? '');
  }
  const { annotation, value } = criteria;
  return Object.entries(entity.metadata.annotations ?? {}).some(
    ([name, stored]) =>
      equal(name, annotation) && (value === undefined || equal(stored, value)),
  );
}

/** As the databases' `lower` compares. */
function equal(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
