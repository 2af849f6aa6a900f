import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  parseLocationRef,
} from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { GITHUB_PROJECT_SLUG_ANNOTATION } from '@backstage-devops/plugin-devops-common';
import { scopeOf } from './mappers/keys';

/** Annotations that bind an entity to a repository, most usual first. */
export const BINDING_ANNOTATIONS = [
  GITHUB_PROJECT_SLUG_ANNOTATION,
  ANNOTATION_SOURCE_LOCATION,
  ANNOTATION_LOCATION,
];

const LOCATIONS = [ANNOTATION_SOURCE_LOCATION, ANNOTATION_LOCATION];

/** The host that an entity is looked up for. */
export type BindingHost = {
  host: string;
  /** Takes the slugs of entities whose locations are of no other host. */
  isDefault: boolean;
  /** All hosts that are configured. */
  hosts: string[];
};

/** Scopes of this host that the entity is bound to: at most one repository. */
export function repositoriesOf(entity: Entity, host: BindingHost): string[] {
  const annotations = entity.metadata.annotations ?? {};
  const slug = repositoryOfPath(
    annotations[GITHUB_PROJECT_SLUG_ANNOTATION] ?? '',
    { exact: true },
  );
  if (slug) {
    return isOfHost(annotations, host) ? [slug] : [];
  }
  for (const name of LOCATIONS) {
    const repository = repositoryOfLocation(annotations[name], host.host);
    if (repository) {
      return [repository];
    }
  }
  return [];
}

/** A slug names no host; the location is the best hint of it. */
function isOfHost(
  annotations: Record<string, string>,
  { host, hosts, isDefault }: BindingHost,
): boolean {
  const named = hosts.find(candidate =>
    LOCATIONS.some(name => repositoryOfLocation(annotations[name], candidate)),
  );
  return named === undefined ? isDefault : named === host;
}

/** The repository within `url:https://host/owner/name/tree/main/`. */
function repositoryOfLocation(
  location: string | undefined,
  host: string,
): string | undefined {
  const url = parseUrl(location);
  return url?.host.toLowerCase() === host.toLowerCase()
    ? repositoryOfPath(url.pathname, { exact: false })
    : undefined;
}

function parseUrl(location: string | undefined): URL | undefined {
  try {
    const { type, target } = parseLocationRef(location ?? '');
    return type === 'url' ? new URL(target) : undefined;
  } catch {
    // Whatever else annotates the entity, it is no address of this host.
    return undefined;
  }
}

/** `owner/name`, undefined if the path does not start with it. */
function repositoryOfPath(
  path: string,
  { exact }: { exact: boolean },
): string | undefined {
  const segments = path.trim().split('/').filter(Boolean);
  const name = segments[1]?.replace(/\.git$/, '');
  const isRepository =
    (exact ? segments.length === 2 : segments.length >= 2) &&
    /^[\w-]+$/.test(segments[0]) &&
    /^[\w.-]*\w[\w.-]*$/.test(name);
  return isRepository ? scopeOf(`${segments[0]}/${name}`) : undefined;
}
