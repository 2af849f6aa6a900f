import type { FigureRow } from '../../database/operations/fleet/readFigures';
import type { ScopeDayRow } from '../../database/operations/fleet/readScopeDays';

export type Grouping = 'owner' | 'system' | 'domain';

/** The figures of the entities of each group, by its ref, and of those in none. */
export function groupFigures(
  rows: FigureRow[],
  by: Grouping,
): { groups: Map<string, FigureRow[]>; ungrouped: FigureRow[] } {
  const groups = groupBy(rows, row => row[`${by}_ref`] ?? '');
  const ungrouped = groups.get('') ?? [];
  groups.delete('');
  return { groups, ungrouped };
}

/** The days of each scope. */
export function groupDays(days: ScopeDayRow[]): Map<string, ScopeDayRow[]> {
  return groupBy(days, day => day.id);
}

function groupBy<T>(items: T[], nameOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item));
    if (group) {
      group.push(item);
    } else {
      groups.set(nameOf(item), [item]);
    }
  }
  return groups;
}
