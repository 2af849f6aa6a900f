import type { StoredBoolean, StoredInstant } from '../../database/rows';

/** An instant as the API writes it. */
export function instantOf(
  value: StoredInstant | null | undefined,
): string | undefined {
  return value === null || value === undefined
    ? undefined
    : new Date(Number(value)).toISOString();
}

export function numberOf(value: StoredInstant | null): number | undefined {
  return value === null ? undefined : Number(value);
}

export function booleanOf(value: StoredBoolean | null): boolean | undefined {
  return value === null ? undefined : Boolean(value);
}

export function textOf(value: string | null): string | undefined {
  return value ?? undefined;
}

/** A value that was written by us as JSON. */
export function jsonOf<T>(value: string | null): T | undefined {
  return value === null ? undefined : (JSON.parse(value) as T);
}

/** Leaves out what is undefined, so that answers have no empty keys. */
export function compact<T extends object>(values: T): T {
  // A loop, because a page consists of hundreds of such objects.
  const result: Partial<T> = {};
  for (const key of Object.keys(values) as Array<keyof T>) {
    if (values[key] !== undefined) {
      result[key] = values[key];
    }
  }
  return result as T;
}
