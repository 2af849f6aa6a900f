import type {
  FleetFigures,
  FleetSamples,
} from '@backstage-devops/plugin-devops-common';
import {
  FIGURE_NAMES,
  type FigureName,
} from '../../database/operations/fleet/figures';

/** Stored in milliseconds, told in seconds. */
const DURATIONS = new Set<FigureName>(['leadTime', 'recoveryTime']);

/** A figure as the API tells it, from how it is stored. */
export function figureOf(
  name: FigureName,
  stored: number | string | null,
): number | null {
  if (stored === null) {
    return null;
  }
  return DURATIONS.has(name) ? Number(stored) / 1000 : Number(stored);
}

/** All figures, each from a function of its name. */
export function figuresOf(
  figure: (name: FigureName) => number | null,
): FleetFigures {
  return Object.fromEntries(
    FIGURE_NAMES.map(name => [name, figure(name)]),
  ) as FleetFigures;
}

/** How much each of the figures is from, from a function of its name. */
export function samplesOf(sample: (name: FigureName) => number): FleetSamples {
  return Object.fromEntries(
    FIGURE_NAMES.map(name => [name, sample(name)]),
  ) as FleetSamples;
}
