import type { DeliveryEvent } from '@backstage-devops/plugin-devops-common';
import { toEntityRef } from '../bindings';

/** Fields that the store looks up or compares. */
const SHORT = new Set([
  'id',
  'entity',
  'unit',
  'environment',
  'revision',
  'from',
  'to',
  'sha',
  'deployment',
  'run',
  'runId',
  'severity',
]);
const MAX_SHORT = 255;
const MAX_TEXT = 10_000;
const MAX_ATTEMPT = 1_000_000;

/** From here on the clock of the sender must be wrong. */
const LAST_YEAR = '2100';

/**
 * What keeps an event from being stored or shown though its schema holds, with
 * its key; undefined when nothing does.
 */
export function findProblem(event: DeliveryEvent): string | undefined {
  if (event.entity !== undefined && toEntityRef(event.entity) === undefined) {
    return '"entity" must be an entity reference such as component:default/shop, or a name';
  }
  return findIn(event, '');
}

function findIn(value: unknown, path: string): string | undefined {
  if (Array.isArray(value)) {
    return firstOf(value.entries(), ([index, entry]) =>
      findIn(entry, `${path}[${index}]`),
    );
  }
  if (typeof value === 'object' && value !== null) {
    return firstOf(Object.entries(value), ([key, field]) =>
      findIn(field, path ? `${path}.${key}` : key),
    );
  }
  const problem =
    typeof value === 'string'
      ? problemOfText(path.replace(/^.*\./, ''), value)
      : problemOfNumber(value);
  return problem && `"${path}" ${problem}`;
}

function problemOfText(key: string, text: string): string | undefined {
  const max = SHORT.has(key) ? MAX_SHORT : MAX_TEXT;
  if (text.length > max) {
    return `is too long: at most ${max} characters`;
  }
  if (text.includes('\u0000')) {
    return 'contains the character NUL, which cannot be stored';
  }
  if (key === 'url' && !(/^https?:\/\//i.test(text) && URL.canParse(text))) {
    return 'must be an address that starts with http:// or https://';
  }
  if (/At$/.test(key) && (text < '1970' || text > LAST_YEAR)) {
    return `must be an instant from 1970 to ${LAST_YEAR}`;
  }
  return undefined;
}

function problemOfNumber(value: unknown): string | undefined {
  return typeof value === 'number' && value > MAX_ATTEMPT
    ? `must be at most ${MAX_ATTEMPT}`
    : undefined;
}

function firstOf<T>(
  entries: Iterable<T>,
  find: (entry: T) => string | undefined,
): string | undefined {
  for (const entry of entries) {
    const problem = find(entry);
    if (problem !== undefined) {
      return problem;
    }
  }
  return undefined;
}
