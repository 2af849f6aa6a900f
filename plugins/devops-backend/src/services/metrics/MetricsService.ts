import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { analyzeDora } from '@backstage-devops/plugin-devops-dora';
import type { EntityRow } from '../../database/derivedRows';
import type { FiguresStore } from '../../database/FiguresStore';
import type { ScopeRef } from '../../database/rows';
import { readEntityRules } from '../catalog/entityRules';
import type { EntityBindings } from '../EntityBindings';
import { readEntityRecords } from './EntityHistory';
import type { FiguresService } from './FiguresService';
import { metricRows } from './metricRows';
import { metricsBody } from './metricsBody';
import { versionOf } from './snapshots';
import {
  SNAPSHOT_WINDOWS,
  type MetricName,
  type MetricRows,
  type MetricsAnswer,
  type MetricsBody,
  type MetricsOptions,
  type MetricsQuery,
  type SnapshotWindow,
} from './types';

const DAY_MS = 24 * 60 * 60_000;
const DEFAULT_WINDOW: SnapshotWindow = 30;

/**
 * Answers questions about the delivery metrics of an entity. Whoever calls it
 * has made sure that the entity may be read.
 */
export class MetricsService {
  readonly #store: FiguresStore;
  readonly #figures: FiguresService;
  readonly #bindings: EntityBindings;
  readonly #now: () => number;

  constructor(options: {
    store: FiguresStore;
    figures: FiguresService;
    bindings: EntityBindings;
    now: () => number;
  }) {
    this.#store = options.store;
    this.#figures = options.figures;
    this.#bindings = options.bindings;
    this.#now = options.now;
  }

  /**
   * The metrics of a window: from the last snapshot when they are asked for
   * with the options that the entity has, or else computed from the rows.
   *
   * @throws InputError when the query makes no sense.
   */
  async ofEntity(entity: Entity, query: MetricsQuery): Promise<MetricsAnswer> {
    const row = await this.#rowOf(entity);
    const options = this.#optionsOf(row, query);
    const window = windowOf(query);
    const isUsual =
      JSON.stringify(options) === JSON.stringify(this.#figures.optionsOf(row));
    if (window !== undefined && isUsual) {
      const snapshot = await this.#store.readSnapshot(row.uid, window);
      if (snapshot) {
        const asOf = Number(snapshot.as_of);
        return {
          ...(JSON.parse(snapshot.body_json) as MetricsBody),
          window,
          from: asOf - window * DAY_MS,
          to: asOf,
          asOf,
          version: snapshot.version,
        };
      }
    }
    const { result, from, to, asOf, scopes } = await this.#compute(
      entity,
      row,
      query,
    );
    const runs = await this.#store.readRunFigures(scopes, from);
    const body = metricsBody(result, runs, options);
    return {
      ...body,
      window,
      from,
      to,
      asOf,
      version: versionOf(JSON.stringify(body)),
    };
  }

  /**
   * The rows and rules behind a metric, newest first.
   *
   * @throws InputError when the query makes no sense.
   */
  async rows(
    entity: Entity,
    metric: MetricName,
    query: MetricsQuery & { offset?: number; limit?: number },
  ): Promise<MetricRows> {
    const row = await this.#rowOf(entity);
    const { result, from, to } = await this.#compute(entity, row, query);
    const { offset = 0, limit = 50 } = query;
    const rows = metricRows(result, metric);
    return {
      metric,
      options: this.#optionsOf(row, query),
      from,
      to,
      rules: result.metrics[metric].explanation.rules,
      rows: rows.slice(offset, offset + limit),
      total: rows.length,
    };
  }

  async #compute(
    entity: Entity,
    row: Pick<EntityRow, 'ref' | 'rules_json' | 'system_ref'>,
    query: MetricsQuery,
  ) {
    const now = this.#now();
    const options = this.#optionsOf(row, query);
    const to = query.to ?? now;
    const from =
      query.from ?? to - (windowOf(query) ?? DEFAULT_WINDOW) * DAY_MS;
    if (!(from < to)) {
      throw new InputError("The window is empty: 'from' must be before 'to'");
    }
    const scopes = await this.#bindings.scopesOf(entity);
    const windowMs = options.attributionWindowMs ?? Infinity;
    const records = await readEntityRecords(this.#store, {
      entity: row,
      scopes,
      incidentScopes: await this.#incidentScopes(row, scopes, options),
      since: Math.max(0, from - windowMs),
    });
    const analysis = analyzeDora(records, {
      now,
      definition: options.definition,
      attributionWindowMs: windowMs,
      timezone: options.timezone,
      units: records.units,
    });
    return {
      result: analysis.metricsOf(from, to),
      from,
      to,
      asOf: now,
      scopes,
    };
  }

  async #incidentScopes(
    row: Pick<EntityRow, 'system_ref'>,
    own: ScopeRef[],
    options: MetricsOptions,
  ): Promise<ScopeRef[]> {
    if (options.incidentScope === 'entity' || row.system_ref === null) {
      return [];
    }
    const scopes = await this.#store.readSystemScopes(row.system_ref);
    return scopes.filter(
      ({ sourceId, scope }) =>
        !own.some(
          known => known.sourceId === sourceId && known.scope === scope,
        ),
    );
  }

  #optionsOf(
    row: Pick<EntityRow, 'rules_json'>,
    query: MetricsQuery,
  ): MetricsOptions {
    const usual = this.#figures.optionsOf(row);
    const { attributionWindowMs } = query;
    return {
      definition: query.definition ?? usual.definition,
      attributionWindowMs: windowOption(attributionWindowMs, query, usual),
      incidentScope: query.incidentScope ?? usual.incidentScope,
      timezone: query.timezone ?? usual.timezone,
    };
  }

  /** As the mirror has it, or as it is when it is newer than the mirror. */
  async #rowOf(
    entity: Entity,
  ): Promise<Pick<EntityRow, 'uid' | 'ref' | 'rules_json' | 'system_ref'>> {
    const uid = entity.metadata.uid ?? '';
    const { rules } = readEntityRules(entity.metadata.annotations ?? {});
    return (
      (await this.#store.readEntity(uid)) ?? {
        uid,
        ref: stringifyEntityRef(entity),
        rules_json: JSON.stringify(rules),
        system_ref: null,
      }
    );
  }
}

function windowOf(query: MetricsQuery): SnapshotWindow | undefined {
  if (query.from !== undefined || query.to !== undefined) {
    return undefined;
  }
  const window = query.window ?? DEFAULT_WINDOW;
  if (!SNAPSHOT_WINDOWS.includes(window)) {
    throw new InputError(
      `The window must be one of ${SNAPSHOT_WINDOWS.join(', ')} days; for others give 'from' and 'to'`,
    );
  }
  return window;
}

/** Other definitions bring a window of their own. */
function windowOption(
  asked: number | undefined,
  { definition = 'dora' }: MetricsQuery,
  usual: MetricsOptions,
): number | null {
  const fallback = definition === 'dora' ? usual.attributionWindowMs : null;
  const windowMs = asked ?? fallback;
  return windowMs === Infinity ? null : windowMs;
}
