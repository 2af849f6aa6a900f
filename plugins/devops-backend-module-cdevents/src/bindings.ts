import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  CDEVENTS_SOURCE_ANNOTATION,
  FORMER_REFS_ANNOTATION,
  normalizeEntityRef,
} from '@backstage-devops/plugin-devops-common';

/** Annotations that bind an entity to sources of CDEvents. */
export const BINDING_ANNOTATIONS = [
  CDEVENTS_SOURCE_ANNOTATION,
  FORMER_REFS_ANNOTATION,
];

const WHOLE_REF = /^[a-z0-9]+:[a-z0-9][a-z0-9._-]*\/[a-z0-9][a-z0-9._-]*$/;

/** The whole reference that a text means; undefined when it means none. */
export function toEntityRef(text: string): string | undefined {
  const ref = normalizeEntityRef(text.trim());
  return WHOLE_REF.test(ref) ? ref : undefined;
}

/**
 * The sources that the annotation lists, and the references that events may
 * name the entity by.
 */
export function scopesOf(entity: Entity): string[] {
  const annotations = entity.metadata.annotations ?? {};
  const listed = (name: string) => (annotations[name] ?? '').split(',');
  return [
    ...new Set([
      ...listed(CDEVENTS_SOURCE_ANNOTATION).flatMap(
        text => toSource(text) ?? [],
      ),
      stringifyEntityRef(entity),
      ...listed(FORMER_REFS_ANNOTATION).flatMap(
        text => toEntityRef(text) ?? [],
      ),
    ]),
  ];
}

/** A URI reference, as far as it can be told from a slip of the pen. */
function toSource(text: string): string | undefined {
  const source = text.trim();
  const isSource =
    /^[^\s<>"{}|\\^`[\]]+$/.test(source) &&
    /[a-z0-9]/i.test(source) &&
    !source.endsWith(':');
  return isSource ? source : undefined;
}
