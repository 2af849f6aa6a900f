const INSTANT =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?)?$/i;

/**
 * Milliseconds since the epoch of an ISO 8601 instant, or undefined when the
 * text is none.
 *
 * Also read are a date alone, a blank instead of the `T`, zones such as `UTC`,
 * `+02` and `+0200`, and fractions of a second, of which milliseconds are
 * kept. Without a zone the time is in UTC.
 *
 * @public
 */
export function parseInstant(text: string): number | undefined {
  const match = INSTANT.exec(text.trim());
  if (!match) {
    return undefined;
  }
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map(part => Number(part ?? 0));
  const millisecond = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  if (hour > 23 || minute > 59 || second > 59) {
    return undefined;
  }
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    return undefined; // such as the 30th of February
  }
  date.setUTCHours(hour, minute, second, millisecond);
  const offset = offsetOf(match[8]);
  return offset === undefined ? undefined : date.getTime() - offset;
}

/** Milliseconds that a zone is ahead of UTC. */
function offsetOf(zone: string | undefined): number | undefined {
  if (!zone || /^[a-z]/i.test(zone)) {
    return 0;
  }
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || 0);
  if (hours > 23 || minutes > 59) {
    return undefined;
  }
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
