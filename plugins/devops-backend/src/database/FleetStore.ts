import type { Knex } from 'knex';
import type { EntityCriteria } from '../services/access/entityCriteria';
import { countUnreadable } from './operations/fleet/countUnreadable';
import type { FleetFilter } from './operations/fleet/figures';
import { listEntityRefs } from './operations/fleet/listEntityRefs';
import { readEntity } from './operations/fleet/readEntity';
import { listFleet } from './operations/fleet/listFleet';
import { readFigures } from './operations/fleet/readFigures';
import {
  readScopeDays,
  type ScopeKind,
} from './operations/fleet/readScopeDays';

/** Questions over many entities, answered from derived tables. */
export class FleetStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  readEntity(ref: string) {
    return readEntity(this.#knex, ref);
  }

  listEntityRefs() {
    return listEntityRefs(this.#knex);
  }

  listFleet(filter: FleetFilter, page: Parameters<typeof listFleet>[2]) {
    return listFleet(this.#knex, filter, page);
  }

  readFigures(filter: FleetFilter) {
    return readFigures(this.#knex, filter);
  }

  countUnreadable(
    group: { owner?: string; system?: string; domain?: string },
    criteria: EntityCriteria,
  ) {
    return countUnreadable(this.#knex, group, criteria);
  }

  readScopeDays(scope: { kind: ScopeKind; ids: string[] }, fromDay: string) {
    return readScopeDays(this.#knex, scope, fromDay);
  }
}
