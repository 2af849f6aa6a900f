import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { parseEnvironmentResourceRef } from '@backstage-devops/plugin-devops-common';
import type { EnvironmentResource } from '@backstage-devops/plugin-devops-node';
import type { DevopsDatabase } from '../../database/DevopsDatabase';
import type { EntityBindings } from '../EntityBindings';
import { tierOf } from '../views/tiers';
import { toResource } from './EnvironmentAccess';

/** Loads environments for the permission framework, which applies rules to them. */
export class EnvironmentResources {
  readonly #database: DevopsDatabase;
  readonly #bindings: EntityBindings;
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor(options: {
    database: DevopsDatabase;
    bindings: EntityBindings;
    catalog: CatalogService;
    auth: AuthService;
  }) {
    this.#database = options.database;
    this.#bindings = options.bindings;
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  /** In the order of the refs; undefined where the entity does not exist. */
  async load(refs: string[]): Promise<Array<EnvironmentResource | undefined>> {
    const parsed = refs.map(parseEnvironmentResourceRef);
    const credentials = await this.#auth.getOwnServiceCredentials();
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: parsed.map(({ entityRef }) => entityRef) },
      { credentials },
    );
    return Promise.all(
      items.map(async (entity, index) => {
        if (!entity) {
          return undefined;
        }
        const { environment: name } = parsed[index];
        const scopes = await this.#bindings.scopesOf(entity);
        const known = await this.#database.listEnvironmentNames(scopes);
        const stored = known.find(candidate => candidate.name === name);
        return toResource(entity, {
          name,
          tier: tierOf(name, stored?.tier ?? null),
        });
      }),
    );
  }
}
