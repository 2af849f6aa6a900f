import { InputError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import { LOCK_FILE_ANNOTATION } from '@backstage-devops/plugin-devops-common';
import { locationUrl } from '../services/entityLocation';

const LOCK_FILE = '.devops/lock.json';
const LONGEST_PATH = 255;

/**
 * URL of the lock file of an entity; undefined for one that is not from a
 * repository. The path is what owners of the entity write: it must not lead to
 * other repositories, which the portal's own credentials could read.
 *
 * @throws InputError when the annotation is no path of a lock file.
 */
export function lockUrl(
  annotations: Record<string, string>,
  integrations: ScmIntegrationRegistry,
): string | undefined {
  const base = locationUrl(annotations);
  if (base === undefined) {
    return undefined;
  }
  const path = annotations[LOCK_FILE_ANNOTATION] ?? LOCK_FILE;
  const relative = path.startsWith('/') ? path.slice(1) : path;
  if (
    !isPlainPath(relative) ||
    (relative !== LOCK_FILE && !relative.endsWith(`/${LOCK_FILE}`))
  ) {
    throw new InputError(
      `The annotation ${LOCK_FILE_ANNOTATION} has the value "${path.slice(0, LONGEST_PATH)}"; write a path below catalog-info.yaml or, with a slash in front, from the root of the repository that ends with ${LOCK_FILE}`,
    );
  }
  return integrations.resolveUrl({ url: path, base });
}

/** URL of a file by its plain path from the folder that `.devops` lies in. */
export function besideLock(
  path: string,
  lock: string,
  integrations: ScmIntegrationRegistry,
): string {
  return integrations.resolveUrl({ url: `../${path}`, base: lock });
}

/**
 * Whether a path stays where it begins, however it is put into a URL: none of
 * its characters means anything there.
 */
export function isPlainPath(path: string): boolean {
  return (
    path.length <= LONGEST_PATH &&
    path
      .split('/')
      .every(part => /^[\w.@+-]+$/.test(part) && !/^\.+$/.test(part))
  );
}
