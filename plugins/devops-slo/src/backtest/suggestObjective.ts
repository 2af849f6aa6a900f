import { InputError } from '@backstage/errors';
import { formatDuration } from '../duration';
import { formatPercent } from '../format';
import { HardDependency, ObjectiveSuggestion } from './model';

/**
 * The objective that a share of past windows reached, rounded to what somebody
 * would write, and no higher than the product of the objectives of hard
 * dependencies: a request that needs all of them fails with any. Null if there
 * is neither a window with events nor a dependency.
 *
 * @throws InputError if the share or an objective of a dependency is not above
 * 0 and at most 1.
 * @public
 */
export function suggestObjective(options: {
  /** Shares of good events of past windows, in any order. */
  achieved: readonly number[];
  /** Length of each of these windows in milliseconds. */
  windowMs: number;
  /** Share of the windows that must have reached it; 0.95 by default. */
  share?: number;
  dependencies?: readonly HardDependency[];
}): ObjectiveSuggestion | null {
  const { windowMs, share = 0.95, dependencies = [] } = options;
  if (!(share > 0 && share <= 1)) {
    throw new InputError(`The share of windows is ${share}; give one up to 1`);
  }
  const sorted = [...options.achieved].sort((a, b) => a - b);
  const reached = sorted[Math.floor((1 - share) * sorted.length + 1e-9)];
  const ceiling = ceilingOf(dependencies);
  const isPerfect = reached === undefined || reached >= 1;
  if (reached === undefined && ceiling === null) {
    return null;
  }

  const fromHistory = isPerfect ? 1 : roundDown(reached);
  const fromBoth =
    ceiling !== null && ceiling < fromHistory
      ? roundDown(ceiling)
      : fromHistory;
  return {
    objective: fromBoth > 0 && fromBoth < 1 ? fromBoth : null,
    limitedBy: fromBoth < fromHistory ? 'dependencies' : 'history',
    achieved: isPerfect
      ? null
      : { objective: reached, share, windows: sorted.length, windowMs },
    ceiling,
    reasons: [
      ...(reached === undefined
        ? []
        : [
            historyReason({ reached, share, windows: sorted.length, windowMs }),
          ]),
      ...(ceiling === null ? [] : [ceilingReason(dependencies, ceiling)]),
    ],
  };
}

function historyReason(options: {
  reached: number;
  share: number;
  windows: number;
  windowMs: number;
}): string {
  const { reached, share, windows, windowMs } = options;
  const length = formatDuration(windowMs);
  const which =
    windows === 1
      ? `The only window of ${length}`
      : `${formatPercent(share)} of ${windows} windows of ${length}, one ending with each day,`;
  return reached >= 1
    ? `${which} had no bad event, which says nothing about where the limit is.`
    : `${which} reached ${formatPercent(floor(reached))}.`;
}

function ceilingReason(
  dependencies: readonly HardDependency[],
  ceiling: number,
): string {
  const names = dependencies.map(
    ({ name, objective }) => `${name} ${formatPercent(objective)}`,
  );
  const together =
    names.length > 1 ? `, together ${formatPercent(floor(ceiling))}` : '';
  return `Nothing can be better than what it needs: ${names.join(', ')}${together}.`;
}

function ceilingOf(dependencies: readonly HardDependency[]): number | null {
  for (const { name, objective } of dependencies) {
    if (!(objective > 0 && objective <= 1)) {
      throw new InputError(
        `The objective of the dependency "${name}" is ${objective}; give one above 0 and at most 1, such as 0.999`,
      );
    }
  }
  return dependencies.length === 0
    ? null
    : dependencies.reduce((product, { objective }) => product * objective, 1);
}

/** Leaves two digits to the budget, never fewer than what was spent: 0.99873 gives 0.9987. */
function roundDown(objective: number): number {
  const spent = 1 - objective;
  const digits = 1 - Math.floor(Math.log10(spent));
  const scale = 10 ** digits;
  // The noise of 1 - 0.999 must not be rounded up to a whole digit.
  const budget = Math.ceil(spent * scale - 1e-6) / scale;
  return Number(Math.max(0, 1 - budget).toFixed(Math.min(15, digits)));
}

/** For sentences: no more digits than anybody reads, and never more than the truth. */
function floor(ratio: number): number {
  return Math.floor(ratio * 1e6) / 1e6;
}
