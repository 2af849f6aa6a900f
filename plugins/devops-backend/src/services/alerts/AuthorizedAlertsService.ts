import type { CompoundEntityRef, Entity } from '@backstage/catalog-model';
import {
  devopsSloReadPermission,
  type Alert,
  type AlertStatus,
} from '@backstage-devops/plugin-devops-common';
import type { ChangeStore } from '../../database/ChangeStore';
import type { AlertRow, ScopeRef } from '../../database/rows';
import type { SourceRegistry } from '../../sources/SourceRegistry';
import type { EnvironmentAccess } from '../access/EnvironmentAccess';
import type { Page, PageQuery } from '../DeliveryService';
import type { Caller, EntityAccess } from '../EntityAccess';
import type { EntityBindings } from '../EntityBindings';
import { freshnessOfSources } from '../freshnessOfSources';
import type { FreshnessService } from '../FreshnessService';
import { compact } from '../views/cells';
import { viewAlert } from '../views/changeViews';
import { cutPage, decodeCursor } from '../views/cursor';
import { tierOf } from '../views/tiers';

/** More marks than a chart can show. */
const MOST_MARKS = 100;

/**
 * Alerts for callers: of an entity that the caller may see and whose
 * objectives the caller may read.
 */
export class AuthorizedAlertsService {
  readonly #access: EntityAccess;
  readonly #environments: EnvironmentAccess;
  readonly #bindings: EntityBindings;
  readonly #changes: ChangeStore;
  readonly #freshness: FreshnessService;
  readonly #sources: SourceRegistry;

  constructor(options: {
    access: EntityAccess;
    environmentAccess: EnvironmentAccess;
    bindings: EntityBindings;
    changes: ChangeStore;
    freshness: FreshnessService;
    sources: SourceRegistry;
  }) {
    this.#access = options.access;
    this.#environments = options.environmentAccess;
    this.#bindings = options.bindings;
    this.#changes = options.changes;
    this.#freshness = options.freshness;
    this.#sources = options.sources;
  }

  async list(
    ref: CompoundEntityRef,
    { cursor, limit = 20, status }: PageQuery & { status?: AlertStatus },
    caller: Caller,
  ): Promise<Page<Alert>> {
    const entity = await this.#access.read(
      ref,
      devopsSloReadPermission,
      caller,
    );
    const scopes = await this.#scopesOf(entity);
    const rows = await this.#changes.listAlerts(scopes, {
      status,
      after: cursor ? decodeCursor(cursor) : undefined,
      limit: limit + 1,
    });
    const { shown, nextCursor } = cutPage(rows, limit, row => row.started_at);
    return compact({
      items: await this.#view(entity, shown, caller),
      nextCursor,
      // Of those that can be asked: what a webhook has not told is not known.
      freshness: await freshnessOfSources({
        freshness: this.#freshness,
        sourceIds: scopes
          .map(({ sourceId }) => sourceId)
          .filter(id => this.#sources.findDeliverySource(id)?.alerts),
      }),
    });
  }

  /**
   * Firings of the alerts of an objective in a span, for somebody who may read
   * the objectives of the entity.
   */
  async ofObjective(
    entity: Entity,
    sloId: string,
    span: { from: number; to: number },
    caller: Caller,
  ): Promise<Alert[]> {
    const rows = await this.#changes.listAlerts(await this.#scopesOf(entity), {
      sloId,
      during: span,
      limit: MOST_MARKS,
    });
    return this.#view(entity, rows, caller);
  }

  async #scopesOf(entity: Entity): Promise<ScopeRef[]> {
    const scopes = await this.#bindings.scopesOf(entity);
    return scopes.filter(({ sourceId }) =>
      this.#sources.findDeliverySource(sourceId),
    );
  }

  /** Without those of environments that the caller may not see. */
  async #view(
    entity: Entity,
    rows: AlertRow[],
    caller: Caller,
  ): Promise<Alert[]> {
    const isReadable = await this.#environments.readable(entity, caller);
    return rows
      .filter(
        ({ environment: name }) =>
          name === null ||
          !isReadable ||
          isReadable({ name, tier: tierOf(name, null) }),
      )
      .map(viewAlert);
  }
}
