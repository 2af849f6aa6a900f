import type { EnvironmentTier } from './model';

/** What the names of environments usually say; the first match wins. */
const BY_NAME: Array<[RegExp, EnvironmentTier]> = [
  [/\b(dev|review|sandbox|preview)/i, 'development'],
  [/\b(test|qa|uat|integration|acceptance)/i, 'testing'],
  [/\b(stag|stg|pre-?prod|demo)/i, 'staging'],
  [/\b(prod|live)/i, 'production'],
];

/**
 * The tier that the name of an environment suggests, or `other` when it
 * suggests none.
 *
 * @public
 */
export function tierOfEnvironmentName(name: string): EnvironmentTier {
  return BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
}
