import { InputError } from '@backstage/errors';
import {
  parseDeliveryEvent,
  type DeliveryEvent,
} from '@backstage-devops/plugin-devops-common';
import { findProblem } from './findProblem';
import { entitiesOf } from './entitiesOf';

/** So many problems are told at once. */
const MAX_PROBLEMS = 10;

/** One value of a request, and what to call it in errors. */
export type Item = { value: unknown; where: string };

/** An event, and the whole reference of the entity that it is written to. */
export type ScopedEvent = {
  event: DeliveryEvent;
  scope: string;
  where: string;
};

/**
 * Checks the events of one request.
 *
 * @throws InputError that names the first lines or list entries that are
 * wrong, with the key and what would be right. It never repeats a value.
 */
export function readEvents(items: Item[]): ScopedEvent[] {
  const events: Array<{ event: DeliveryEvent; where: string }> = [];
  const problems: string[] = [];
  for (const { value, where } of items) {
    const checked = check(value, where);
    if (typeof checked === 'string') {
      problems.push(checked);
    } else {
      events.push({ event: checked, where });
    }
    if (problems.length === MAX_PROBLEMS) {
      break;
    }
  }
  if (problems.length > 0) {
    throw new InputError(problems.join('\n'));
  }
  return entitiesOf(events);
}

/** The event, or what is wrong with it. */
function check(value: unknown, where: string): DeliveryEvent | string {
  let event: DeliveryEvent;
  try {
    event = parseDeliveryEvent(value, { where });
  } catch (error) {
    return (error as Error).message;
  }
  const problem = findProblem(event);
  return problem === undefined ? event : `${where}: ${problem}`;
}
