import type { CompoundEntityRef, Entity } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  devopsDeliveryReadPermission,
  type DeliveryMetrics,
  type MetricName,
  type MetricRow,
} from '@backstage-devops/plugin-devops-common';
import { Duration } from 'luxon';
import type { EnvironmentAccess } from '../access/EnvironmentAccess';
import type { Page, PageQuery } from '../DeliveryService';
import type { Caller, EntityAccess } from '../EntityAccess';
import type { EntityBindings } from '../EntityBindings';
import type { FreshnessService } from '../FreshnessService';
import { compact } from '../views/cells';
import { viewMetricRow, viewMetrics } from '../views/metricViews';
import type { MetricsService } from './MetricsService';
import type { MetricsQuery, SnapshotWindow } from './types';

/** What is asked through the API. */
export type MetricsRequest = {
  window?: SnapshotWindow;
  from?: string;
  to?: string;
  definition?: 'dora' | 'devlake' | 'gitlab';
  attributionWindow?: string;
};

/**
 * The metrics service for callers: it answers only for an entity that the
 * caller may see, whose delivery and whose production the caller may read.
 */
export class AuthorizedMetricsService {
  readonly #metrics: MetricsService;
  readonly #access: EntityAccess;
  readonly #environments: EnvironmentAccess;
  readonly #bindings: EntityBindings;
  readonly #freshness: FreshnessService;

  constructor(options: {
    metrics: MetricsService;
    access: EntityAccess;
    environmentAccess: EnvironmentAccess;
    bindings: EntityBindings;
    freshness: FreshnessService;
  }) {
    this.#metrics = options.metrics;
    this.#access = options.access;
    this.#environments = options.environmentAccess;
    this.#bindings = options.bindings;
    this.#freshness = options.freshness;
  }

  async getMetrics(
    ref: CompoundEntityRef,
    request: MetricsRequest,
    caller: Caller,
  ): Promise<DeliveryMetrics> {
    const entity = await this.#read(ref, caller);
    const answer = await this.#metrics.ofEntity(entity, readQuery(request));
    return viewMetrics(answer, await this.#freshnessOf(entity));
  }

  async listRows(
    ref: CompoundEntityRef,
    metric: MetricName,
    { cursor, limit = 20, ...request }: MetricsRequest & PageQuery,
    caller: Caller,
  ): Promise<Page<MetricRow>> {
    const entity = await this.#read(ref, caller);
    const offset = readOffset(cursor);
    const { rows, total } = await this.#metrics.rows(entity, metric, {
      ...readQuery(request),
      offset,
      limit,
    });
    const end = offset + rows.length;
    return compact({
      items: rows.map(viewMetricRow),
      nextCursor: end < total ? String(end) : undefined,
      freshness: await this.#freshnessOf(entity),
    });
  }

  async #read(ref: CompoundEntityRef, caller: Caller): Promise<Entity> {
    const entity = await this.#access.read(
      ref,
      devopsDeliveryReadPermission,
      caller,
    );
    const readable = await this.#environments.readable(entity, caller);
    if (readable && !readable({ name: '', tier: 'production' })) {
      throw new NotFoundError(
        'The metrics are those of production, which you have no permission to see',
      );
    }
    return entity;
  }

  async #freshnessOf(entity: Entity) {
    return this.#freshness.of(await this.#bindings.scopesOf(entity));
  }
}

function readQuery(request: MetricsRequest): MetricsQuery {
  const { window, from, to, definition, attributionWindow } = request;
  if (window !== undefined && (from ?? to) !== undefined) {
    throw new InputError(
      "Give either 'window' or 'from' and 'to', because they say the same",
    );
  }
  return compact({
    window,
    from: readInstant('from', from),
    to: readInstant('to', to),
    definition,
    attributionWindowMs: readWindow(attributionWindow),
  });
}

function readInstant(name: string, text: string | undefined) {
  const instant = text === undefined ? undefined : Date.parse(text);
  if (Number.isNaN(instant)) {
    throw new InputError(
      `The query parameter '${name}' must be an instant such as 2026-11-24T00:00:00Z`,
    );
  }
  return instant;
}

function readWindow(text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  if (text === 'inf') {
    return Infinity;
  }
  const milliseconds = Duration.fromISO(text).toMillis();
  if (!(milliseconds >= 0)) {
    throw new InputError(
      "The query parameter 'attributionWindow' must be a duration such as PT24H, or inf",
    );
  }
  return milliseconds;
}

/** Rows are computed at each request, so a page is told by where it starts. */
function readOffset(cursor: string | undefined): number {
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) {
    throw new InputError(
      "The query parameter 'cursor' must be the nextCursor of an answer before",
    );
  }
  return Number(cursor ?? 0);
}
