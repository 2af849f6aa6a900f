import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  FORMER_REFS_ANNOTATION,
  normalizeEntityRef,
} from '@backstage-devops/plugin-devops-common';

const WHOLE_REF = /^[a-z0-9]+:[a-z0-9][a-z0-9._-]*\/[a-z0-9][a-z0-9._-]*$/;

/** The whole reference that a text means; undefined when it means none. */
export function toEntityRef(text: string): string | undefined {
  const ref = normalizeEntityRef(text.trim());
  return WHOLE_REF.test(ref) ? ref : undefined;
}

/**
 * Events name their entity, so an entity is bound by its own reference, and by
 * those that it had before it was renamed.
 */
export function refsOf(entity: Entity): string[] {
  const former = entity.metadata.annotations?.[FORMER_REFS_ANNOTATION] ?? '';
  const refs = former.split(',').flatMap(text => toEntityRef(text) ?? []);
  return [...new Set([stringifyEntityRef(entity), ...refs])];
}
