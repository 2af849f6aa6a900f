import { InputError } from '@backstage/errors';
import type { ZodIssue } from 'zod';
import { isRecord } from './fields';
import { schemas } from './schema';
import type { DeliveryEvent } from './types';

/** So many problems of one text are told at once. */
const MAX_PROBLEMS = 10;

/**
 * Checks one delivery event.
 *
 * Instants may be written in any form that {@link parseInstant} reads, and are
 * ISO 8601 in UTC afterwards. Empty texts and nulls count as absent, fields
 * that are not known are dropped. The tier of a deployment is guessed from the
 * name of its environment when it is absent, and the name of the environment
 * is the tier when that is absent.
 *
 * @param options - `where` says in errors which event it was, for instance
 * `line 3`.
 *
 * @throws InputError that names the key and what would be right. It never
 * repeats a value.
 *
 * @public
 */
export function parseDeliveryEvent(
  value: unknown,
  options?: { where?: string },
): DeliveryEvent {
  const where = options?.where ?? 'event';
  const result = check(value);
  if ('problem' in result) {
    throw new InputError(`${where}: ${result.problem}`);
  }
  return result.event;
}

/**
 * Checks a text with one delivery event in each line (NDJSON). Blank lines, a
 * byte order mark and Windows line ends do not matter.
 *
 * @param options - `where` is the name of the file for errors.
 *
 * @throws InputError that names the first lines that are refused, with the key
 * and what would be right. It never repeats a value.
 *
 * @public
 */
export function parseDeliveryEvents(
  text: string,
  options?: { where?: string },
): DeliveryEvent[] {
  const events: DeliveryEvent[] = [];
  const problems: string[] = [];
  const prefix = options?.where ? `${options.where}, ` : '';
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') {
      continue;
    }
    const result = checkLine(line);
    if ('event' in result) {
      events.push(result.event);
    } else {
      problems.push(`${prefix}line ${index + 1}: ${result.problem}`);
    }
    if (problems.length === MAX_PROBLEMS) {
      break;
    }
  }
  if (problems.length > 0) {
    throw new InputError(problems.join('\n'));
  }
  return events;
}

type Checked = { event: DeliveryEvent } | { problem: string };

function checkLine(line: string): Checked {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // The message of the JSON parser would repeat a part of the line.
    return { problem: 'is no JSON: write one object in each line' };
  }
  return check(value);
}

function check(value: unknown): Checked {
  if (!isRecord(value)) {
    return { problem: 'must be an object with a "type"' };
  }
  const type = typeof value.type === 'string' ? value.type.trim() : undefined;
  if (!isType(type)) {
    const verb = value.type === undefined ? 'is missing: give' : 'must be';
    const types = Object.keys(schemas);
    return {
      problem: `"type" ${verb} ${types.slice(0, -1).join(', ')} or ${types[types.length - 1]}`,
    };
  }
  const result = schemas[type].safeParse({ ...value, type });
  return result.success
    ? { event: result.data }
    : { problem: describeIssue(result.error.issues[0]) };
}

function isType(type: string | undefined): type is DeliveryEvent['type'] {
  return type !== undefined && Object.hasOwn(schemas, type);
}

function describeIssue({ path, message }: ZodIssue): string {
  const key = path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
  return `"${key}" ${message}`;
}
