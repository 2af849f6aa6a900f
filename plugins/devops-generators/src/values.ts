/** Helpers for values that come out of a parser and may be anything. */
type Mapping = Record<string, unknown>;

/** The value as a mapping; anything else counts as an empty one. */
export function asMapping(value: unknown): Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ...value }
    : {};
}

/** The value as a list; a single value counts as a list of one. */
export function asList(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    return value.flat(Infinity);
  }
  return value === undefined || value === null ? [] : [value];
}

/** The value if it is text. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
