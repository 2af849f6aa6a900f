import type {
  FleetSlo,
  SloState,
} from '@backstage-devops/plugin-devops-common';
import { ago } from '../builders';
import { slo } from './slos';

/** Most objectives are met. */
const STATES: SloState[] = [
  'burning',
  'ok',
  'ok',
  'at_risk',
  'ok',
  'no_traffic',
  'ok',
  'exhausted',
  'ok',
  'stale',
  'ok',
  'unmeasured',
  'ok',
  'no_data',
  'ok',
];

const TITLES = [
  'Availability',
  'Latency of the checkout as customers see it, all regions together',
  'Freshness',
];

/** An objective of one of many services. */
export function fleetSlo(
  index: number,
  over: Partial<FleetSlo> = {},
): FleetSlo {
  const state = over.state ?? STATES[index % STATES.length];
  const { budgetRemaining, currentBurn, objective, windowText } = slo(
    '',
    '',
    state,
  );
  const service = `service-${Math.floor(index / 3)}`;
  return {
    id: `${service}-objective-${index % 3}`,
    title: TITLES[index % 3],
    entityRef: `component:default/${service}`,
    entityTitle: service,
    owner: `group:default/team-${Math.floor(index / 3) % 4}`,
    ...(index % 6 > 3 ? {} : { system: `system:default/system-${index % 4}` }),
    ...(index % 5 === 4 ? {} : { environment: 'production' }),
    objective,
    windowText,
    state,
    ...(budgetRemaining === undefined ? {} : { budgetRemaining }),
    ...(currentBurn === undefined ? {} : { currentBurn }),
    ...(['unmeasured', 'no_data'].includes(state)
      ? {}
      : { measuredAt: ago(state === 'stale' ? 95 : 1) }),
    ...over,
  };
}

export const someFleetSlos = Array.from({ length: 120 }, (_, index) =>
  fleetSlo(index),
);
