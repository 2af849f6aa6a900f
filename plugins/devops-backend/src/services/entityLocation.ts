import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
} from '@backstage/catalog-model';

const URL_PREFIX = 'url:';

/** Annotations that say where an entity is from. */
export const LOCATION_ANNOTATIONS = [
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
];

/** URL of the file or folder that an entity is from; undefined without one. */
export function locationUrl(
  annotations: Record<string, string>,
): string | undefined {
  return LOCATION_ANNOTATIONS.map(annotation => annotations[annotation])
    .find(location => location?.startsWith(URL_PREFIX))
    ?.slice(URL_PREFIX.length);
}
