import type { FleetDistribution } from '@backstage-devops/plugin-devops-common';
import { quantile } from '@backstage-devops/plugin-devops-dora';
import { FIGURE_NAMES, FIGURES } from '../../database/operations/fleet/figures';
import type { FigureRow } from '../../database/operations/fleet/readFigures';
import { figureOf } from './fleetFigures';

/** Quartiles of the entities that have data, figure by figure. */
export function distributionOf(rows: FigureRow[]): FleetDistribution {
  return Object.fromEntries(
    FIGURE_NAMES.map(name => {
      const values = rows.flatMap(
        row => figureOf(name, row[FIGURES[name]]) ?? [],
      );
      return [
        name,
        values.length === 0
          ? { n: 0 }
          : {
              n: values.length,
              p25: quantile(values, 0.25),
              p50: quantile(values, 0.5),
              p75: quantile(values, 0.75),
            },
      ];
    }),
  ) as FleetDistribution;
}

/** Median of how complete the data of the entities is. */
export function qualityOf(rows: FigureRow[]): number | undefined {
  const known = rows.flatMap(({ quality }) => quality ?? []);
  return known.length === 0 ? undefined : (quantile(known, 0.5) ?? undefined);
}
