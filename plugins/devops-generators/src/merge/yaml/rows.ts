import { Sides } from '../types';
import { alignItems } from './align';
import { MergeContext, Place } from './context';

/** Where each side has an item that is one and the same. */
export interface Row {
  base?: number;
  team?: number;
  template?: number;
}

/** Rows of items that are one and the same on every side. */
export function alignRows(
  values: Sides<unknown[]>,
  align: typeof alignItems = alignItems,
): Row[] {
  const inTeam = align(values.base, values.team);
  const inTemplate = align(values.base, values.template);
  const rows = values.base.map((_, base) => ({
    base,
    team: inTeam.get(base),
    template: inTemplate.get(base),
  }));
  const added = (side: unknown[], known: Map<number, number>) => {
    const old = new Set(known.values());
    return side.map((_, index) => index).filter(index => !old.has(index));
  };
  const addedByTeam = added(values.team, inTeam);
  const addedByTemplate = added(values.template, inTemplate);
  const both = alignItems(
    addedByTeam.map(index => values.team[index]),
    addedByTemplate.map(index => values.template[index]),
    { strict: true },
  );
  const matched = new Set(both.values());
  return [
    ...rows,
    ...addedByTeam.map((team, index) => {
      const other = both.get(index);
      return {
        team,
        template: other === undefined ? undefined : addedByTemplate[other],
      };
    }),
    ...addedByTemplate
      .filter((_, index) => !matched.has(index))
      .map(template => ({ template })),
  ];
}

/**
 * The order of the team, and where only the template changed the order, its.
 * What one side added stands behind the item that it followed there.
 */
export function inOrder<TEntry extends Row>(
  entries: TEntry[],
  place: Place,
  context: MergeContext,
): TEntry[] {
  const movedBy = {
    team: isMoved(entries, 'team'),
    template: isMoved(entries, 'template'),
  };
  const differ = isMoved(
    entries.map(({ team, ...entry }) => ({ ...entry, base: team })),
    'template',
  );
  if (movedBy.team && movedBy.template && differ) {
    context.contradict(place, {
      message: 'the team and the template put the items in different orders',
    });
  }
  const first =
    movedBy.template && (!movedBy.team || context.prefer === 'template')
      ? 'template'
      : 'team';
  const second = first === 'team' ? 'template' : 'team';
  const ordered = entries
    .filter(entry => entry[first] !== undefined)
    .sort((a, b) => a[first]! - b[first]!);
  const rest = entries
    .filter(entry => entry[first] === undefined)
    .sort((a, b) => a[second]! - b[second]!);
  for (const entry of rest) {
    const before = ordered
      .filter(
        other => other[second] !== undefined && other[second]! < entry[second]!,
      )
      .sort((a, b) => b[second]! - a[second]!)[0];
    ordered.splice(before ? ordered.indexOf(before) + 1 : 0, 0, entry);
  }
  return ordered;
}

function isMoved(entries: Row[], side: 'team' | 'template'): boolean {
  const places = entries
    .filter(entry => entry.base !== undefined && entry[side] !== undefined)
    .sort((a, b) => a.base! - b.base!)
    .map(entry => entry[side]!);
  return places.some((at, index) => index > 0 && at < places[index - 1]);
}
