import type { Slo, SloState } from '@backstage-devops/plugin-devops-common';

/** States that ask for attention, worst first. */
export const alarmingStates = ['exhausted', 'burning', 'at_risk'] as const;

const order: SloState[] = [
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
    (a, b) => order.indexOf(a.state) - order.indexOf(b.state),
  );
}
