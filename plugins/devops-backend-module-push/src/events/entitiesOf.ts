import { InputError } from '@backstage/errors';
import type { DeliveryEvent } from '@backstage-devops/plugin-devops-common';
import { toEntityRef } from '../bindings';
import type { ScopedEvent } from './readEvents';

/**
 * Says which entity each event is written to.
 *
 * A range without an entity speaks of a repository and holds for all entities
 * of the request; a job without one belongs to the entity of its run.
 */
export function entitiesOf(
  events: Array<{ event: DeliveryEvent; where: string }>,
): ScopedEvent[] {
  const named = events.flatMap(({ event, where }) => {
    const scope = event.entity && toEntityRef(event.entity);
    return scope ? [{ event, where, scope }] : [];
  });
  const all = [...new Set(named.map(({ scope }) => scope))];
  const ofRuns = new Map(
    named.flatMap(({ event, scope }) =>
      event.type === 'run' ? [[event.id, scope]] : [],
    ),
  );
  return events.flatMap(({ event, where }) =>
    scopesOf(event, { all, ofRuns }, where).map(scope => ({
      event,
      where,
      scope,
    })),
  );
}

function scopesOf(
  event: DeliveryEvent,
  known: { all: string[]; ofRuns: Map<string, string> },
  where: string,
): string[] {
  if (event.entity !== undefined) {
    return [toEntityRef(event.entity) ?? event.entity];
  }
  const scopes =
    event.type === 'job'
      ? [known.ofRuns.get(event.run) ?? []].flat()
      : known.all;
  if (scopes.length === 0) {
    throw new InputError(
      `${where}: "entity" is missing: give an entity reference such as component:default/shop, since ${event.type === 'job' ? 'its run is not part of the request' : 'no event of the request names one'}`,
    );
  }
  return scopes;
}
