import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { MeasurementTarget } from '@backstage-devops/plugin-devops-node';
import type { Knex } from 'knex';
import { listBoundEnvironments } from '../database/slos/listBoundEnvironments';
import { listCatalogEnvironments, readUids } from './catalogEnvironments';

/** An entity whose environments are measured and whose objectives are read. */
export type FollowedEntity = {
  ref: string;
  uid: string;
  healthPath?: string;
  /** URL by environment; undefined where nobody told one. */
  environments: Map<string, string | undefined>;
  /** Environments that a deployment has succeeded to. */
  deployed: Set<string>;
};

/** How long the list is used before it is made again. */
const MAX_AGE_MS = 10_000;

/**
 * The entities that are bound to a source, and those that have environments in
 * the catalog. Where both tell the URL of an environment, the provider's is
 * used: it is as new as the last deployment.
 */
export class FollowedEntities {
  readonly #knex: Knex;
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #now: () => number;
  #list?: { at: number; entities: Promise<Map<string, FollowedEntity>> };

  constructor(options: {
    knex: Knex;
    catalog: CatalogService;
    auth: AuthService;
    now: () => number;
  }) {
    this.#knex = options.knex;
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#now = options.now;
  }

  async list(): Promise<FollowedEntity[]> {
    return [...(await this.#read()).values()];
  }

  async find(ref: string): Promise<FollowedEntity | undefined> {
    return (await this.#read()).get(ref);
  }

  #read(): Promise<Map<string, FollowedEntity>> {
    const now = this.#now();
    if (!this.#list || now - this.#list.at >= MAX_AGE_MS) {
      const entities = this.#load();
      this.#list = { at: now, entities };
      // The next caller tries again instead of sharing the failure.
      entities.catch(() => {
        this.#list = undefined;
      });
    }
    return this.#list.entities;
  }

  async #load(): Promise<Map<string, FollowedEntity>> {
    const followed = new Map<string, FollowedEntity>();
    for (const bound of await listBoundEnvironments(this.#knex)) {
      const entity = followed.get(bound.entityRef) ?? {
        ref: bound.entityRef,
        uid: bound.entityUid,
        healthPath: bound.healthPath,
        environments: new Map(),
        deployed: new Set(),
      };
      followed.set(bound.entityRef, entity);
      addEnvironment(entity, bound.environment, bound.url);
      if (bound.environment !== undefined && bound.deployed) {
        entity.deployed.add(bound.environment);
      }
    }

    const services = { catalog: this.#catalog, auth: this.#auth };
    const inCatalog = await listCatalogEnvironments(services);
    const unbound = inCatalog
      .map(({ entityRef }) => entityRef)
      .filter(ref => !followed.has(ref));
    for (const [ref, uid] of await readUids([...new Set(unbound)], services)) {
      followed.set(ref, {
        ref,
        uid,
        environments: new Map(),
        deployed: new Set(),
      });
    }
    for (const { entityRef, environment, url } of inCatalog) {
      const entity = followed.get(entityRef);
      if (entity) {
        addEnvironment(entity, environment, url);
      }
    }
    return followed;
  }
}

function addEnvironment(
  entity: FollowedEntity,
  name: string | undefined,
  url: string | undefined,
) {
  if (name !== undefined) {
    entity.environments.set(name, entity.environments.get(name) ?? url);
  }
}

/** What can be measured of an entity. */
export function targetsOf(entity: FollowedEntity): MeasurementTarget[] {
  return [...entity.environments].flatMap(([environment, url]) =>
    url === undefined
      ? []
      : {
          entityRef: entity.ref,
          environment,
          url,
          healthPath: entity.healthPath,
        },
  );
}
