import {
  parseEntityRef,
  type CompoundEntityRef,
} from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';

/** The entity that the path of a request names. */
export function entityRefOf(request: {
  params: { kind: string; namespace: string; name: string };
}): CompoundEntityRef {
  const { kind, namespace, name } = request.params;
  return { kind, namespace, name };
}

/**
 * The entity that somebody names in the field `entity`, a component of the
 * default namespace unless it says otherwise.
 *
 * @throws InputError if it is no entity ref.
 */
export function parseNamedEntity(entity: string): CompoundEntityRef {
  try {
    return parseEntityRef(entity, {
      defaultKind: 'component',
      defaultNamespace: 'default',
    });
  } catch (error) {
    throw new InputError(
      `'entity' must be an entity ref such as component:default/shop: ${toError(error).message}`,
    );
  }
}
