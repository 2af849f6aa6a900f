import type { EnvironmentTier } from '@backstage-devops/plugin-devops-common';

const ORDER: EnvironmentTier[] = [
  'development',
  'testing',
  'staging',
  'production',
  'other',
];

/** What the names of environments usually say; the first match wins. */
const BY_NAME: Array<[RegExp, EnvironmentTier]> = [
  [/\b(dev|review|sandbox|preview)/i, 'development'],
  [/\b(test|qa|uat|integration|acceptance)/i, 'testing'],
  [/\b(stag|stg|pre-?prod|demo)/i, 'staging'],
  [/\b(prod|live)/i, 'production'],
];

/** The tier that a provider gave, or else the one that the name suggests. */
export function tierOf(name: string, stored: string | null): EnvironmentTier {
  const given = ORDER.find(tier => tier === stored);
  return (
    given ?? BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? 'other'
  );
}

/** Sorts by promotion order, and environments of the same tier by name. */
export function byPromotion(
  a: { tier: EnvironmentTier; name: string },
  b: { tier: EnvironmentTier; name: string },
): number {
  return (
    ORDER.indexOf(a.tier) - ORDER.indexOf(b.tier) ||
    a.name.localeCompare(b.name)
  );
}
