import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { HEALTH_PATH_ANNOTATION } from '@backstage-devops/plugin-devops-common';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { BindingRow, ScopeRef } from '../database/rows';
import type { SourceRegistry } from '../sources/SourceRegistry';
import type { CatalogMirror } from './catalog/CatalogMirror';
import { MIRROR_FIELDS } from './catalog/mirrorEntity';
import { describeError } from './describeError';
import type { EntityUpdates } from './EntityUpdates';
import { sweepScope } from './work';

/** What `scopesOf` of a source may look at, and what is mirrored. */
const FIELDS = [...MIRROR_FIELDS, 'metadata.etag'];

/**
 * Knows which scopes of which sources an entity is bound to. Bindings hang on
 * the uid of the entity, so that a renamed one keeps its history.
 */
export class EntityBindings {
  readonly #database: DevopsDatabase;
  readonly #sources: SourceRegistry;
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #mirror: CatalogMirror;
  readonly #updates: EntityUpdates;
  readonly #logger: LoggerService;
  readonly #wakeWorkers: () => void;
  readonly #delayMs: number;
  readonly #now: () => number;

  constructor(options: {
    database: DevopsDatabase;
    sources: SourceRegistry;
    catalog: CatalogService;
    auth: AuthService;
    mirror: CatalogMirror;
    updates: EntityUpdates;
    logger: LoggerService;
    wakeWorkers: () => void;
    /** How long to wait for more changes before figures are computed. */
    delayMs: number;
    now: () => number;
  }) {
    this.#database = options.database;
    this.#sources = options.sources;
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#mirror = options.mirror;
    this.#updates = options.updates;
    this.#logger = options.logger;
    this.#wakeWorkers = options.wakeWorkers;
    this.#delayMs = options.delayMs;
    this.#now = options.now;
  }

  /**
   * The scopes of an entity as it is now. An entity that was registered a
   * moment ago is bound by this, and its scopes are swept soon.
   */
  async scopesOf(entity: Entity): Promise<ScopeRef[]> {
    const stored = await this.#database.readBindings(uidOf(entity));
    return this.#reconcile(entity, stored);
  }

  /** Brings bindings and mirror of all entities up to date with the catalog. */
  async followCatalog(signal: AbortSignal): Promise<void> {
    const startedAt = this.#now();
    const stored = new Map<string, BindingRow[]>();
    for (const row of await this.#database.readAllBindings()) {
      stored.set(row.entity_uid, [...(stored.get(row.entity_uid) ?? []), row]);
    }
    const gone = new Set(stored.keys());

    const credentials = await this.#auth.getOwnServiceCredentials();
    const pass = await this.#mirror.begin(await this.#readSystems(signal));
    const pages = this.#catalog.streamEntities(
      { filter: { kind: 'Component' }, fields: FIELDS },
      { credentials },
    );
    for await (const entities of pages) {
      signal.throwIfAborted();
      for (const entity of entities) {
        const uid = uidOf(entity);
        gone.delete(uid);
        await this.#reconcile(entity, stored.get(uid) ?? []);
      }
      await pass.see(entities);
    }
    // First, because without bindings an entity has no figures, and one that
    // is gone keeps those that it had.
    await pass.finish();
    await this.#database.dropBindings([...gone], startedAt);
    this.#wakeWorkers();
  }

  async #readSystems(signal: AbortSignal): Promise<Entity[]> {
    const systems: Entity[] = [];
    const pages = this.#catalog.streamEntities(
      { filter: { kind: 'System' }, fields: MIRROR_FIELDS },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    for await (const entities of pages) {
      signal.throwIfAborted();
      systems.push(...entities);
    }
    return systems;
  }

  async #reconcile(entity: Entity, stored: BindingRow[]): Promise<ScopeRef[]> {
    const scopes = this.#boundScopes(entity);
    const ref = stringifyEntityRef(entity);
    const healthPath = entity.metadata.annotations?.[HEALTH_PATH_ANNOTATION];
    const known = new Set(
      stored.map(row => keyOf({ sourceId: row.source_id, scope: row.scope })),
    );
    const upToDate =
      known.size === scopes.length &&
      scopes.every(scope => known.has(keyOf(scope))) &&
      stored.every(
        row =>
          row.entity_ref === ref && row.health_path === (healthPath ?? null),
      );
    if (upToDate) {
      return scopes;
    }

    const uid = uidOf(entity);
    const now = this.#now();
    await this.#database.replaceBindings(
      { uid, ref, etag: entity.metadata.etag ?? '', healthPath, scopes },
      { now, dueAt: now + this.#delayMs },
    );
    // What only tells by itself cannot be asked.
    const added = scopes.filter(
      scope =>
        !known.has(keyOf(scope)) &&
        this.#sources.getDeliverySource(scope.sourceId).pipelines,
    );
    if (added.length > 0) {
      await this.#database.enqueueWork(
        added.map(({ sourceId, scope }) => sweepScope(sourceId, scope, now)),
      );
      this.#wakeWorkers();
    }
    this.#updates.publish([uid], 'delivery');
    return scopes;
  }

  #boundScopes(entity: Entity): ScopeRef[] {
    const scopes = new Map<string, ScopeRef>();
    // People, teams and templates live in repositories too, but are not delivered.
    if (entity.kind.toLocaleLowerCase('en-US') !== 'component') {
      return [];
    }
    for (const source of this.#sources.deliverySources()) {
      for (const scope of this.#scopesAt(source, entity)) {
        const bound = { sourceId: source.id, scope };
        scopes.set(keyOf(bound), bound);
      }
    }
    return [...scopes.values()];
  }

  /** An annotation that one source cannot read must not hide the others. */
  #scopesAt(
    source: { id: string; scopesOf(entity: Entity): string[] },
    entity: Entity,
  ): string[] {
    try {
      return source.scopesOf(entity);
    } catch (error) {
      this.#logger.warn(
        `Source '${source.id}' could not read the annotations of '${stringifyEntityRef(entity)}': ${describeError(error)}`,
      );
      return [];
    }
  }
}

function keyOf({ sourceId, scope }: ScopeRef): string {
  return `${sourceId}\n${scope}`;
}

function uidOf(entity: Entity): string {
  const { uid } = entity.metadata;
  if (!uid) {
    throw new ConflictError(
      `The catalog gave no uid for '${stringifyEntityRef(entity)}', without which nothing can be bound to it`,
    );
  }
  return uid;
}
