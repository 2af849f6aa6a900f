import type { Entity } from '@backstage/catalog-model';

const mirrored = new WeakSet<Entity>();

/** Notes of an entity that it was read from the store's mirror of the catalog. */
export function markMirrored(entity: Entity): Entity {
  mirrored.add(entity);
  return entity;
}

/** Whether bindings were stored for this state of the entity already. */
export function isMirrored(entity: Entity): boolean {
  return mirrored.has(entity);
}
