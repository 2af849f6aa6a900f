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
} {
  const [parameters, setParameters] = useSearchParams();
  const get = useCallback(
    (name: TName) => parameters.get(`${prefix}-${name}`) || undefined,
    [parameters, prefix],
  );
  const set = useCallback(
    (change: Partial<Record<TName, string | undefined>>) =>
      setParameters(
        current => {
          const next = new URLSearchParams(current);
          for (const [name, value] of Object.entries(change)) {
            next.delete(`${prefix}-${name}`);
            if (value) {
              next.set(`${prefix}-${name}`, value as string);
            }
          }
          return next;
        },
        { replace: true },
      ),
    [setParameters, prefix],
  );
  return { get, set };
}
