import {
  tierOfEnvironmentName,
  type EnvironmentTier,
} from '@backstage-devops/plugin-devops-common';

const ORDER: EnvironmentTier[] = [
  'development',
  'testing',
  'staging',
  'production',
  'other',
];

/** The tier that a provider gave, or else the one that the name suggests. */
export function tierOf(name: string, stored: string | null): EnvironmentTier {
  return ORDER.find(tier => tier === stored) ?? tierOfEnvironmentName(name);
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
