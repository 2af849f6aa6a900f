import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  parseLocationRef,
} from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import {
  GITLAB_INSTANCE_ANNOTATION,
  GITLAB_PROJECT_SLUG_ANNOTATION,
} from '@backstage-devops/plugin-devops-common';

/** Annotations that bind an entity to a project, most usual first. */
export const BINDING_ANNOTATIONS = [
  GITLAB_PROJECT_SLUG_ANNOTATION,
  ANNOTATION_SOURCE_LOCATION,
  ANNOTATION_LOCATION,
];

/** The instance that an entity is looked up for. */
export type BindingInstance = {
  host: string;
  webUrl: string;
  /** Takes the slugs of entities that name no instance. */
  isDefault: boolean;
};

/** Paths of the projects of this instance that the entity is bound to. */
export function projectsOf(
  entity: Entity,
  instance: BindingInstance,
): string[] {
  const annotations = entity.metadata.annotations ?? {};
  const slug = cleanPath(annotations[GITLAB_PROJECT_SLUG_ANNOTATION] ?? '');
  if (slug) {
    return isOfInstance(annotations, instance) ? [slug] : [];
  }
  for (const name of [ANNOTATION_SOURCE_LOCATION, ANNOTATION_LOCATION]) {
    const project = projectOfLocation(annotations[name], instance);
    if (project) {
      return [project];
    }
  }
  return [];
}

function isOfInstance(
  annotations: Record<string, string>,
  instance: BindingInstance,
): boolean {
  const named = annotations[GITLAB_INSTANCE_ANNOTATION]?.trim();
  if (named) {
    const host = named.replace(/^https?:\/\//, '').replace(/\/+$/, '');
    return host.toLowerCase() === instance.host.toLowerCase();
  }
  // Without the annotation the location is the next best hint of the host.
  return (
    instance.isDefault ||
    [ANNOTATION_SOURCE_LOCATION, ANNOTATION_LOCATION].some(
      name => projectOfLocation(annotations[name], instance) !== undefined,
    )
  );
}

/** The project within `url:https://host/group/sub/project/-/tree/main/`. */
function projectOfLocation(
  location: string | undefined,
  instance: BindingInstance,
): string | undefined {
  const url = parseUrl(location);
  const web = new URL(instance.webUrl);
  if (!url || url.host.toLowerCase() !== web.host.toLowerCase()) {
    return undefined;
  }
  // A GitLab below a path of its host has that path before every project.
  const base = web.pathname.replace(/\/+$/, '');
  if (base && !url.pathname.startsWith(`${base}/`)) {
    return undefined;
  }
  const path = url.pathname.slice(base.length).split('/-/')[0];
  return cleanPath(withoutOldStyleFile(path));
}

/** Addresses before GitLab 16 have no `/-/` before `blob/<ref>/<file>`. */
function withoutOldStyleFile(path: string): string {
  const segments = path.split('/').filter(Boolean);
  const end = segments.findIndex(
    (segment, index) =>
      index >= 2 && ['blob', 'tree', 'raw', 'edit'].includes(segment),
  );
  return (end < 0 ? segments : segments.slice(0, end)).join('/');
}

function parseUrl(location: string | undefined): URL | undefined {
  try {
    const { type, target } = parseLocationRef(location ?? '');
    return type === 'url' ? new URL(target) : undefined;
  } catch {
    // Whatever else annotates the entity, it is no address of this instance.
    return undefined;
  }
}

/** `group/project` with any number of groups, undefined if it is none. */
function cleanPath(path: string): string | undefined {
  const cleaned = path
    .trim()
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/, '');
  return /^\w[\w.-]*(\/\w[\w.-]*)+$/.test(cleaned) ? cleaned : undefined;
}
