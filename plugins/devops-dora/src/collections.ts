/** Groups by key, in the order of the first of each. */
export function groupBy<T>(
  items: Iterable<T>,
  keyFor: (item: T) => string,
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    append(groups, keyFor(item), item);
  }
  return groups;
}

export function append<K, T>(groups: Map<K, T[]>, key: K, item: T): void {
  const group = groups.get(key);
  if (group) {
    group.push(item);
  } else {
    groups.set(key, [item]);
  }
}

/** One key of several parts that cannot be mixed up. */
export function keyOf(...parts: Array<string | number | undefined>): string {
  return JSON.stringify(parts.map(part => part ?? null));
}

/** Order of texts that does not depend on the language of the machine. */
export function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/** JSON whose keys are sorted, so that equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, item) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(
          Object.entries(item).sort(([a], [b]) => compareText(a, b)),
        )
      : item,
  );
}

/** How many items are at most at `limit`; the items are sorted by `at`. */
export function countUpTo<T>(
  sorted: readonly T[],
  limit: number,
  at: (item: T) => number,
): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (at(sorted[middle]) <= limit) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
