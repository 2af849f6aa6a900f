import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/**
 * The form in which two mentions of an entity can be compared: a full entity
 * reference in lower case. A bare name is a component of the default namespace.
 * What is no entity reference at all is compared as lower case text.
 *
 * @public
 */
export function normalizeEntityRef(entity: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(entity, {
        defaultKind: 'component',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    return entity.toLocaleLowerCase('en-US');
  }
}
