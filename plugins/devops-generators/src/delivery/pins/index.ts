import { InputError } from '@backstage/errors';
import { compareVersions } from '../../detect/versions';
import pins from './pins.json';

/**
 * A container image of the pipelines, fixed by the digest of its manifest.
 *
 * @public
 */
export interface DeliveryImage {
  image: string;
  /** The tag that had this digest on the day of the review. For readers only. */
  tag: string;
  /** Version of the tool inside. */
  version: string;
  digest: string;
  /** The shell that the image has. */
  shell: string;
  reviewed: string;
}

/**
 * An action of GitHub, fixed by its commit.
 *
 * @public
 */
export interface PinnedAction {
  action: string;
  version: string;
  sha: string;
  reviewed: string;
}

const images: Record<string, DeliveryImage[]> = pins.images;
const actions: Record<string, PinnedAction> = pins.actions;
const packages: Record<string, { version: string }> = pins.packages;

/** The actions that generated workflows may use. */
export const pinnedActions: PinnedAction[] = Object.values(actions);

export function pinnedAction(name: string): PinnedAction {
  const pin = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!pin) {
    throw new Error(`There is no pinned action '${name}'`);
  }
  return pin;
}

/** The version of a package manager that pipelines install. */
export function pinnedPackage(name: string): string {
  return packages[name].version;
}

/**
 * The image of a tool: of the versions that have been reviewed, the lowest
 * that is not below the one asked for, and the newest when none is asked for.
 *
 * @throws InputError when the version is newer than every reviewed image.
 */
export function pinnedImage(tool: string, version?: string): DeliveryImage {
  const candidates = Object.hasOwn(images, tool) ? images[tool] : [];
  if (candidates.length === 0) {
    throw new InputError(
      `There is no reviewed image for '${tool}': name one with --set image.${tool}=NAME:TAG@sha256:DIGEST`,
    );
  }
  if (version === undefined) {
    return candidates[0];
  }
  // `20` is met by 20.20, so only the parts that are written are compared.
  const parts = version.split('.').length;
  const fits = candidates.filter(
    ({ version: offered }) =>
      compareVersions(offered.split('.').slice(0, parts).join('.'), version) >=
      0,
  );
  const best = fits.at(-1);
  if (!best) {
    throw new InputError(
      `${tool} ${version} is newer than the reviewed images (${candidates
        .map(candidate => candidate.version)
        .join(
          ', ',
        )}): name one with --set image.${tool}=NAME:TAG@sha256:DIGEST`,
    );
  }
  return best;
}

/** How a pipeline names an image. */
export function imageReference({ image, tag, digest }: DeliveryImage): string {
  return `${image}:${tag}@${digest}`;
}
