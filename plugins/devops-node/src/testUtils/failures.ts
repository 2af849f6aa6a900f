import { inspect } from 'util';
import { HttpResponse } from 'msw';

/** Longer than any answer takes, shorter than anybody would wait. */
export const SOON_MS = 3_000;

/** A refusal in JSON. */
export function json(
  status: number,
  headers: Record<string, string> = {},
  message: unknown = 'refused',
) {
  return HttpResponse.json({ message }, { status, headers });
}

/** How an action failed, undefined if it did not, and how long that took. */
export async function failure(act: () => Promise<unknown>) {
  const started = Date.now();
  const error = await act().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { error, tookMs: Date.now() - started };
}

/** None of the secrets shows, however deep in the error. */
export function expectNone(secrets: string[], error: unknown): void {
  const shown = inspect(error, { depth: 10, showHidden: true });
  for (const secret of secrets) {
    expect(shown).not.toContain(secret);
  }
}
