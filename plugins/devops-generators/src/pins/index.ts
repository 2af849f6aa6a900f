import { InputError } from '@backstage/errors';
import images from './images.json';

/**
 * A container image that jobs run in, fixed by the digest of its manifest.
 *
 * @public
 */
export interface PinnedImage {
  /** Repository of the image, for example `node`. */
  image: string;
  /** The tag that had this digest on the day of the review. For readers only. */
  tag: string;
  /** Version of the tool inside the image. */
  version: string;
  /** `sha256:` and 64 hexadecimal digits. */
  digest: string;
  /** Day of the last review, as `YYYY-MM-DD`. */
  reviewed: string;
}

/**
 * All images that generated pipelines may use, newest version first.
 *
 * @public
 */
export function listPinnedImages(): PinnedImage[] {
  return Object.values(images).flat();
}

/**
 * The pinned image of Node.js for a major version.
 *
 * @throws InputError when no image of that version has been reviewed.
 * @public
 */
export function getNodeImage(majorVersion: string): PinnedImage {
  const found = images.node.find(
    pin => pin.version.split('.')[0] === majorVersion,
  );
  if (!found) {
    const known = images.node.map(pin => pin.version.split('.')[0]).join(', ');
    throw new InputError(
      `stack.nodeVersion '${majorVersion}' has no reviewed image, use one of: ${known}`,
    );
  }
  return found;
}

/**
 * How a pipeline names a pinned image, for example
 * `node:24.18.0-bookworm-slim@sha256:...`.
 *
 * @public
 */
export function toImageReference(pin: PinnedImage): string {
  return `${pin.image}:${pin.tag}@${pin.digest}`;
}
