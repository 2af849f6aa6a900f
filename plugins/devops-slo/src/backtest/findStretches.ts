import { Measurement } from './Measurement';

/** Steps `[from, to)` that threatened the budget, and how long alerts may tell of them. */
export interface Stretch {
  from: number;
  to: number;
  /** The last step at which the burn rate was still too high over the window. */
  lastStep: number;
}

/**
 * Stretches of time in which the burn rate over the given window stays above 1.
 * Each is narrowed to where the bad events beyond the budget add up: it begins
 * where their sum is lowest, no more than one window before the burn rate
 * rises above 1, and ends where it is highest. The hour that a window goes on
 * remembering an outage for is not a part of it, and neither are the single
 * errors before it.
 */
export function findStretches(
  measurement: Measurement,
  options: { windowMs: number; budget: number },
): Stretch[] {
  const { windowMs, budget } = options;
  const { bad, total, grid, evaluations } = measurement;
  const excess = (place: number) => bad[place] - budget * total[place];
  const ratio = measurement.ratio(windowMs);
  const back = Math.ceil(windowMs / grid.stepMs);

  const stretches: Stretch[] = [];
  const add = (firstStep: number, lastStep: number) => {
    const earliest = Math.max(
      firstStep + 1 - back,
      stretches[stretches.length - 1]?.to ?? 0,
    );
    let from = firstStep;
    for (let place = firstStep; place >= earliest; place--) {
      if (excess(place) < excess(from)) {
        from = place;
      }
    }
    let to = from + 1;
    for (let place = to; place <= lastStep + 1; place++) {
      if (excess(place) > excess(to)) {
        to = place;
      }
    }
    stretches.push({ from, to, lastStep });
  };

  let firstStep: number | undefined;
  let lastStep = 0;
  for (let i = 0; i < evaluations.length; i++) {
    if (ratio(i) > budget) {
      firstStep ??= evaluations[i];
      lastStep = evaluations[i];
    } else if (firstStep !== undefined) {
      add(firstStep, lastStep);
      firstStep = undefined;
    }
  }
  if (firstStep !== undefined) {
    add(firstStep, lastStep);
  }
  return stretches;
}
