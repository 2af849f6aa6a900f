import type {
  FleetDistribution,
  FleetEntity,
  FleetFigures,
  FleetGroup,
  FleetPage,
} from '@backstage-devops/plugin-devops-common';

export type FleetGrouping = 'owner' | 'system' | 'domain';

/** The groups of the entities of a fleet, by name, as the backend tells them. */
export function groupsOf(
  fleet: FleetPage,
  by: FleetGrouping,
): { groups: FleetGroup[]; ungrouped: number } {
  const refs = new Set(fleet.items.flatMap(item => item[by] ?? []));
  return {
    groups: [...refs].sort().map(ref =>
      groupOf(
        ref,
        fleet.items.filter(item => item[by] === ref),
      ),
    ),
    ungrouped: fleet.items.filter(item => item[by] === undefined).length,
  };
}

function groupOf(ref: string, members: FleetEntity[]): FleetGroup {
  const qualities = members.flatMap(({ quality }) => quality ?? []);
  return {
    ref,
    entities: members.length,
    deployments: members.reduce((sum, item) => sum + item.deployments, 0),
    distribution: Object.fromEntries(
      Object.keys(members[0].figures).map(name => [
        name,
        quartiles(
          members.flatMap(
            item => item.figures[name as keyof FleetFigures] ?? [],
          ),
        ),
      ]),
    ) as FleetDistribution,
    ...(qualities.length > 0 ? { quality: quantile(qualities, 0.5) } : {}),
  };
}

function quartiles(values: number[]): FleetDistribution['leadTime'] {
  return values.length === 0
    ? { n: 0 }
    : {
        n: values.length,
        p25: quantile(values, 0.25),
        p50: quantile(values, 0.5),
        p75: quantile(values, 0.75),
      };
}

function quantile(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(q * (sorted.length - 1))];
}
