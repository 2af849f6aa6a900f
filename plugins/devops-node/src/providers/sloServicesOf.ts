import { DEFAULT_NAMESPACE, type Entity } from '@backstage/catalog-model';
import { SLO_SERVICE_ANNOTATION } from '@backstage-devops/plugin-devops-common';

const MOST_SERVICES = 50;
const LONGEST_NAME = 255;

/** As labels name services, some with the namespace before them. */
const SERVICE = /^[A-Za-z0-9](?:[-A-Za-z0-9_.:/]*[A-Za-z0-9])?$/;

/**
 * The services whose objectives and alerts belong to an entity: those that its
 * annotation lists, or else the one that it has the name of. Names are unique
 * within a namespace only, so that goes for the default namespace. What cannot
 * be the name of a service counts for nothing.
 *
 * @public
 */
export function sloServicesOf(entity: Entity): string[] {
  const annotation = entity.metadata.annotations?.[SLO_SERVICE_ANNOTATION];
  const listed = String(annotation ?? '')
    .split(',')
    .map(service => service.trim())
    .filter(name => name.length <= LONGEST_NAME && SERVICE.test(name))
    .slice(0, MOST_SERVICES);
  if (listed.length > 0) {
    return listed;
  }
  const { namespace = DEFAULT_NAMESPACE, name } = entity.metadata;
  return entity.kind === 'Component' && namespace === DEFAULT_NAMESPACE
    ? [name]
    : [];
}
