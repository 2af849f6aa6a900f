import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

const PARAMETER = 'run';

/** The run whose panel is open. It is part of the URL, so it can be sent on. */
export function useSelectedRun() {
  const [parameters, setParameters] = useSearchParams();
  const open = useCallback(
    (runId: string) =>
      setParameters(current => {
        const next = new URLSearchParams(current);
        next.set(PARAMETER, runId);
        return next;
      }),
    [setParameters],
  );
  const close = useCallback(
    () =>
      setParameters(current => {
        const next = new URLSearchParams(current);
        next.delete(PARAMETER);
        return next;
      }),
    [setParameters],
  );
  return { runId: parameters.get(PARAMETER) ?? undefined, open, close };
}
