import { isDeepStrictEqual } from 'node:util';
import { identitiesOf, Identity, isMapping, namesOf } from './identity';

/**
 * Finds the items of one list in another version of it, whatever their order.
 *
 * @param options.strict - whether vague resemblance does not count
 * @returns for the place of an item in the first list, that in the second
 */
export function alignItems(
  from: unknown[],
  to: unknown[],
  options: { strict?: boolean } = {},
): Map<number, number> {
  const aligned = new Map<number, number>();
  const taken = new Set<number>();
  const pairWhere = (same: (a: number, b: number) => boolean) => {
    from.forEach((_, a) => {
      const b = aligned.has(a)
        ? -1
        : to.findIndex((__, index) => !taken.has(index) && same(a, index));
      if (b >= 0) {
        aligned.set(a, b);
        taken.add(b);
      }
    });
  };
  pairWhere((a, b) => isDeepStrictEqual(from[a], to[b]));
  if (aligned.size === Math.min(from.length, to.length)) {
    return aligned;
  }

  const identify = options.strict ? namesOf : identitiesOf;
  const before = from.map(identify);
  const after = to.map(identify);
  const ranks = new Set(before.flat().map(({ rank }) => rank));
  for (const rank of [...ranks].sort((a, b) => a - b)) {
    const left = before.map(identities => atRank(identities, rank));
    const right = after.map(identities => atRank(identities, rank));
    pairWhere((a, b) => left[a] !== undefined && left[a] === right[b]);
  }
  if (!options.strict) {
    pairWhere((a, b) => isSimilar(from[a], to[b]));
  }
  return aligned;
}

/** Whether at least half of two values is the same. */
function isSimilar(a: unknown, b: unknown): boolean {
  return isMapping(a) && isMapping(b) && similarity(a, b) >= 0.5;
}

function similarity(a: unknown, b: unknown): number {
  if (isDeepStrictEqual(a, b)) {
    return 1;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    const known = alignItems(a, b, { strict: true });
    return known.size / Math.max(a.length, b.length);
  }
  if (!isMapping(a) || !isMapping(b)) {
    return 0;
  }
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  const shared = [...keys].filter(
    key => Object.hasOwn(a, key) && Object.hasOwn(b, key),
  );
  return (
    shared.reduce((sum, key) => sum + similarity(a[key], b[key]), 0) / keys.size
  );
}

function atRank(identities: Identity[], rank: number): string | undefined {
  const found = identities.find(identity => identity.rank === rank);
  return found && `${found.kind} ${found.value}`;
}
