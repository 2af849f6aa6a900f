import type {
  FleetSlo,
  SloGroup,
  SloState,
  SloStateCounts,
} from '@backstage-devops/plugin-devops-common';
import { sloStates } from '../src/components/sloOrder';
import type { FleetGrouping } from './fleetGroups';

/** What the pages ask of many objectives. */
export type FleetSlosQuery = {
  owner?: string;
  system?: string;
  domain?: string;
  environment?: string;
  text?: string;
  state?: SloState[];
  sort?: 'state' | 'name' | 'budgetRemaining' | 'currentBurn';
  order?: 'asc' | 'desc';
  cursor?: string;
  limit?: number;
};

const placeOf = (slo: FleetSlo) => slo.environment ?? 'production';

export function sloEnvironments(slos: FleetSlo[]): string[] {
  return [...new Set(slos.map(placeOf))].sort();
}

export function filterSlos(
  slos: FleetSlo[],
  query: FleetSlosQuery,
): FleetSlo[] {
  const text = query.text?.toLocaleLowerCase('en-US') ?? '';
  return slos.filter(
    slo =>
      (!query.owner || slo.owner === query.owner) &&
      (!query.system || slo.system === query.system) &&
      (!query.domain || slo.domain === query.domain) &&
      (!query.environment || placeOf(slo) === query.environment) &&
      (!query.state || query.state.includes(slo.state)) &&
      `${slo.title} ${slo.entityTitle}`
        .toLocaleLowerCase('en-US')
        .includes(text),
  );
}

export function sortSlos(
  slos: FleetSlo[],
  { sort = 'state', order = 'asc' }: FleetSlosQuery,
): FleetSlo[] {
  const sign = order === 'asc' ? 1 : -1;
  const keyOf = (slo: FleetSlo): number | string =>
    ({
      state: sloStates.indexOf(slo.state),
      name: slo.title,
      budgetRemaining: slo.budgetRemaining ?? sign * Infinity,
      currentBurn: slo.currentBurn ?? sign * Infinity,
    })[sort];
  return [...slos].sort((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    if (left === right) {
      return 0;
    }
    return left < right ? -sign : sign;
  });
}

export function countSloStates(slos: FleetSlo[]): SloStateCounts {
  return Object.fromEntries(
    sloStates.map(state => [
      state,
      slos.filter(slo => slo.state === state).length,
    ]),
  ) as SloStateCounts;
}

/** The groups of objectives, by name, as the backend tells them. */
export function sloGroupsOf(
  slos: FleetSlo[],
  by: FleetGrouping,
): { groups: SloGroup[]; ungrouped: number } {
  const refs = [...new Set(slos.flatMap(slo => slo[by] ?? []))].sort();
  return {
    groups: refs.map(ref => {
      const members = slos.filter(slo => slo[by] === ref);
      return {
        ref,
        objectives: members.length,
        states: countSloStates(members),
      };
    }),
    ungrouped: slos.filter(slo => slo[by] === undefined).length,
  };
}
