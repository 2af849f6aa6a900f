import type { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import { SLO_ANNOTATION } from '@backstage-devops/plugin-devops-common';
import { locationUrl } from '../services/entityLocation';

const DEFAULT_GLOB = 'slo/*.yaml';
const LONGEST_GLOB = 255;

/** Where the OpenSLO files of an entity are. */
export type SloLocation = {
  /** Relative to `catalog-info.yaml`, as the annotation has it. */
  glob: string;
  /** The glob as a URL. */
  url: string;
};

/**
 * Where to look for the files; undefined for an entity that is not from a
 * repository. The glob is what owners of the entity write: it must not lead to
 * other repositories, which the portal's own credentials could read.
 *
 * @throws InputError when the annotation is no relative path.
 */
export function sloLocation(
  entity: Entity,
  integrations: ScmIntegrationRegistry,
): SloLocation | undefined {
  const annotations = entity.metadata.annotations ?? {};
  const base = locationUrl(annotations);
  if (base === undefined) {
    return undefined;
  }

  const glob = annotations[SLO_ANNOTATION] ?? DEFAULT_GLOB;
  if (!isRelativePath(glob)) {
    throw new InputError(
      `The annotation ${SLO_ANNOTATION} has the value "${glob.slice(0, LONGEST_GLOB)}"; write a path below catalog-info.yaml such as "${DEFAULT_GLOB}"`,
    );
  }
  return { glob, url: integrations.resolveUrl({ url: glob, base }) };
}

function isRelativePath(glob: string): boolean {
  return (
    glob.length <= LONGEST_GLOB &&
    glob
      .split('/')
      .every(part => /^[\w.*?-]+$/.test(part) && !/^\.+$/.test(part))
  );
}

/** Path of a file that the glob found, relative to `catalog-info.yaml`. */
export function fileName(location: SloLocation, url: string): string {
  const folders = location.glob.split('/').slice(0, -1);
  const wild = folders.findIndex(folder => /[*?]/.test(folder));
  const fixed = wild === -1 ? folders : folders.slice(0, wild);
  const path = decodeURIComponent(url.replace(/[?#].*$/s, ''));
  const start =
    fixed.length > 0
      ? path.lastIndexOf(`/${fixed.join('/')}/`)
      : path.lastIndexOf('/');
  return path.slice(start + 1);
}
