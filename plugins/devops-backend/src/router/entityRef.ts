import type { CompoundEntityRef } from '@backstage/catalog-model';

/** The entity that the path of a request names. */
export function entityRefOf(request: {
  params: { kind: string; namespace: string; name: string };
}): CompoundEntityRef {
  const { kind, namespace, name } = request.params;
  return { kind, namespace, name };
}
