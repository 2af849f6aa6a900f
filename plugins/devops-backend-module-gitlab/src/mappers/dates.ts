/**
 * GitLab's three forms: `2016-08-12 15:23:28 UTC` and
 * `2021-04-28 21:50:00 +0200` in webhooks, ISO 8601 in the API and in newer
 * fields of webhooks.
 */
const FORM =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(\.\d{1,9})? ?(Z|UTC|[+-]\d{2}:?\d{2})$/;

/**
 * Epoch milliseconds, undefined when the text is none of GitLab's forms. A
 * text without a zone is refused: guessing it would shift instants.
 */
export function parseGitlabDate(text: string): number | undefined {
  const match = FORM.exec(text);
  if (!match) {
    return undefined;
  }
  const [, day, time, fraction, zone] = match;
  const millis = (fraction ?? '.000').slice(0, 4).padEnd(4, '0');
  const offset =
    zone === 'UTC' || zone === 'Z'
      ? 'Z'
      : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const epoch = Date.parse(`${day}T${time}${millis}${offset}`);
  return Number.isNaN(epoch) ? undefined : epoch;
}

/** ISO 8601 in UTC, with milliseconds. */
export function toIso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** The same for an instant that may be absent. */
export function toIsoOptional(epochMs: number | undefined): string | undefined {
  return epochMs === undefined ? undefined : toIso(epochMs);
}
