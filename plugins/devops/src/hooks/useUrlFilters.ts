import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/**
 * What a list is narrowed to, as parameters of the URL, so that it can be sent
 * on. Names that several lists use are told apart by a prefix.
 */
export function useUrlFilters<TName extends string>(
  prefix: string,
): {
  get: (name: TName) => string | undefined;
  set: (change: Partial<Record<TName, string | undefined>>) => void;
  /** The query part of the address with a change, for links. */
  searchOf: (change: Partial<Record<TName, string | undefined>>) => string;
} {
  const [parameters, setParameters] = useSearchParams();
  const get = useCallback(
    (name: TName) => parameters.get(`${prefix}-${name}`) || undefined,
    [parameters, prefix],
  );
  const changed = useCallback(
    (
      current: URLSearchParams,
      change: Partial<Record<TName, string | undefined>>,
    ) => {
      const next = new URLSearchParams(current);
      for (const [name, value] of Object.entries(change)) {
        next.delete(`${prefix}-${name}`);
        if (value) {
          next.set(`${prefix}-${name}`, value as string);
        }
      }
      return next;
    },
    [prefix],
  );
  const set = useCallback(
    (change: Partial<Record<TName, string | undefined>>) =>
      setParameters(current => changed(current, change), { replace: true }),
    [setParameters, changed],
  );
  const searchOf = useCallback(
    (change: Partial<Record<TName, string | undefined>>) =>
      `?${changed(parameters, change)}`,
    [parameters, changed],
  );
  return { get, set, searchOf };
}
