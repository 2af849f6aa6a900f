import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { HEALTH_PATH_ANNOTATION } from '@backstage-devops/plugin-devops-common';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { BindingRow, ScopeRef } from '../database/rows';
import type { SourceRegistry } from '../sources/SourceRegistry';
import type { CatalogMirror } from './catalog/CatalogMirror';
import { isMirrored } from './catalog/mirrored';
import { MIRROR_FIELDS } from './catalog/mirrorEntity';
import { describeError } from './describeError';
import type { EntityUpdates } from './EntityUpdates';
import { sweepScope } from './work';

/** What `scopesOf` of a source may look at, and what is mirrored. */
const FIELDS = [...MIRROR_FIELDS, 'metadata.etag'];

/** An entity, its bindings as they are stored, and those that it has now. */
type BoundEntity = { entity: Entity; stored: BindingRow[]; scopes: ScopeRef[] };

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
   * moment ago is bound by this, and its scopes are swept soon. One that is
   * mirrored was bound before it was written to the mirror.
   */
  async scopesOf(entity: Entity): Promise<ScopeRef[]> {
    if (isMirrored(entity)) {
      return this.#boundScopes(entity);
    }
    const stored = await this.#database.readBindings(uidOf(entity));
    const state = { entity, stored, scopes: this.#boundScopes(entity) };
    await this.#reconcile([state]);
    return state.scopes;
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
      entities.forEach(entity => gone.delete(uidOf(entity)));
      await this.#reconcile(
        entities.map(entity => ({
          entity,
          stored: stored.get(uidOf(entity)) ?? [],
          scopes: this.#boundScopes(entity),
        })),
      );
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

  async #reconcile(entities: BoundEntity[]): Promise<void> {
    const changed = entities.filter(hasChanged);
    if (changed.length === 0) {
      return;
    }
    const now = this.#now();
    await this.#database.replaceBindings(
      changed.map(({ entity, scopes }) => ({
        uid: uidOf(entity),
        ref: stringifyEntityRef(entity),
        etag: entity.metadata.etag ?? '',
        healthPath: healthPathOf(entity),
        scopes,
      })),
      { now, dueAt: now + this.#delayMs },
    );
    // What only tells by itself cannot be asked.
    const added = changed
      .flatMap(addedScopes)
      .filter(({ sourceId }) => this.#canBeSwept(sourceId));
    if (added.length > 0) {
      await this.#database.work.enqueue(
        added.map(({ sourceId, scope }) => sweepScope(sourceId, scope, now)),
      );
      this.#wakeWorkers();
    }
    this.#updates.publish(
      changed.map(({ entity }) => uidOf(entity)),
      'delivery',
    );
  }

  #canBeSwept(sourceId: string): boolean {
    return this.#sources.getDeliverySource(sourceId).pipelines !== undefined;
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

function hasChanged({ entity, stored, scopes }: BoundEntity): boolean {
  const ref = stringifyEntityRef(entity);
  const healthPath = healthPathOf(entity) ?? null;
  return (
    stored.length !== scopes.length ||
    addedScopes({ entity, stored, scopes }).length > 0 ||
    stored.some(row => row.entity_ref !== ref || row.health_path !== healthPath)
  );
}

function addedScopes({ stored, scopes }: BoundEntity): ScopeRef[] {
  const known = new Set(
    stored.map(row => keyOf({ sourceId: row.source_id, scope: row.scope })),
  );
  return scopes.filter(scope => !known.has(keyOf(scope)));
}

function healthPathOf(entity: Entity): string | undefined {
  return entity.metadata.annotations?.[HEALTH_PATH_ANNOTATION];
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
