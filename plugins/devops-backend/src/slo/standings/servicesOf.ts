import { DEFAULT_NAMESPACE, type Entity } from '@backstage/catalog-model';
import { SLO_SERVICE_ANNOTATION } from '@backstage-devops/plugin-devops-common';

const MOST_SERVICES = 50;

/**
 * The services whose objectives belong to an entity: those that its annotation
 * lists, or else the one that it has the name of. Names are unique within a
 * namespace only, so that goes for the default namespace.
 */
export function servicesOf(entity: Entity): string[] {
  const listed = entity.metadata.annotations?.[SLO_SERVICE_ANNOTATION];
  if (listed !== undefined) {
    return listed
      .split(',')
      .map(service => service.trim())
      .filter(Boolean)
      .slice(0, MOST_SERVICES);
  }
  const { namespace = DEFAULT_NAMESPACE, name } = entity.metadata;
  return entity.kind === 'Component' && namespace === DEFAULT_NAMESPACE
    ? [name]
    : [];
}
