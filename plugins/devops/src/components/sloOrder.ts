import type { Slo, SloState } from '@backstage-devops/plugin-devops-common';

/** States that ask for attention, worst first. */
export const alarmingStates = ['exhausted', 'burning', 'at_risk'] as const;

/** All states in that order. */
export const sloStates: SloState[] = [
  ...alarmingStates,
  'stale',
  'no_data',
  'no_traffic',
  'unmeasured',
  'ok',
];

/** Objectives with the ones that ask for attention first, else in file order. */
export function worstFirst(slos: Slo[]): Slo[] {
  return [...slos].sort(
    (a, b) => sloStates.indexOf(a.state) - sloStates.indexOf(b.state),
  );
}
