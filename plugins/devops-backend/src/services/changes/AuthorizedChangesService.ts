import type { CompoundEntityRef, Entity } from '@backstage/catalog-model';
import {
  devopsDeliveryReadPermission,
  type EnvironmentTier,
  type Incident,
  type PendingChanges,
} from '@backstage-devops/plugin-devops-common';
import type { ChangeStore } from '../../database/ChangeStore';
import type { IncidentRow } from '../../database/rows';
import type {
  EnvironmentAccess,
  EnvironmentTest,
} from '../access/EnvironmentAccess';
import type { PageQuery, Page } from '../DeliveryService';
import type { Caller, EntityAccess } from '../EntityAccess';
import type { EntityBindings } from '../EntityBindings';
import type { FreshnessService } from '../FreshnessService';
import { compact } from '../views/cells';
import { viewIncident } from '../views/changeViews';
import { cutPage, decodeCursor } from '../views/cursor';
import type { PendingChangesService } from './PendingChangesService';

type Attribution = {
  deploymentId: string;
  confidence: NonNullable<Incident['confidence']>;
};

/**
 * Changes and incidents for callers: each question is answered only for an
 * entity that the caller may see and whose delivery the caller may read.
 */
export class AuthorizedChangesService {
  readonly #access: EntityAccess;
  readonly #environments: EnvironmentAccess;
  readonly #bindings: EntityBindings;
  readonly #changes: ChangeStore;
  readonly #freshness: FreshnessService;
  readonly #pending: PendingChangesService;

  constructor(options: {
    access: EntityAccess;
    environmentAccess: EnvironmentAccess;
    bindings: EntityBindings;
    changes: ChangeStore;
    freshness: FreshnessService;
    pending: PendingChangesService;
  }) {
    this.#access = options.access;
    this.#environments = options.environmentAccess;
    this.#bindings = options.bindings;
    this.#changes = options.changes;
    this.#freshness = options.freshness;
    this.#pending = options.pending;
  }

  async getPendingChanges(
    ref: CompoundEntityRef,
    names: { from: string; to: string },
    caller: Caller,
  ): Promise<PendingChanges> {
    const entity = await this.#read(ref, caller);
    const readable = await this.#environments.readable(entity, caller);
    return this.#pending.between(entity, names, readable);
  }

  async listIncidents(
    ref: CompoundEntityRef,
    { cursor, limit = 20 }: PageQuery,
    caller: Caller,
  ): Promise<Page<Incident>> {
    const entity = await this.#read(ref, caller);
    const isReadable = await this.#environments.readable(entity, caller);
    const scopes = await this.#bindings.scopesOf(entity);
    const rows = await this.#changes.listIncidents(scopes, {
      after: cursor ? decodeCursor(cursor) : undefined,
      limit: limit + 1,
    });
    const { shown, nextCursor } = cutPage(rows, limit, row => row.started_at);
    const blamed = await this.#blamed(entity, shown, isReadable);
    return compact({
      items: shown.map(row => viewIncident(row, blamed.get(row.id))),
      nextCursor,
      freshness: await this.#freshness.of(scopes),
    });
  }

  /** The deployments that incidents are attributed to, by incident. */
  async #blamed(
    entity: Entity,
    incidents: IncidentRow[],
    isReadable: EnvironmentTest | undefined,
  ): Promise<Map<string, Attribution>> {
    const byId = new Map(incidents.map(row => [row.id, row]));
    if (incidents.length === 0) {
      return new Map();
    }
    const verdicts = await this.#changes.readBlamed(
      entity.metadata.uid ?? '',
      Math.max(...incidents.map(row => Number(row.started_at))),
    );
    return new Map(
      verdicts
        .filter(
          ({ environment, tier }) =>
            !isReadable ||
            isReadable({ name: environment, tier: tier as EnvironmentTier }),
        )
        .flatMap(({ deployment_id: deploymentId, incident_ids_json }) =>
          (JSON.parse(incident_ids_json) as string[]).flatMap(id => {
            const incident = byId.get(id);
            const confidence = incident && confidenceOf(incident);
            return confidence ? [[id, { deploymentId, confidence }]] : [];
          }),
        ) as Array<[string, Attribution]>,
    );
  }

  #read(ref: CompoundEntityRef, caller: Caller) {
    return this.#access.read(ref, devopsDeliveryReadPermission, caller);
  }
}

/** As it was decided by: the link, the service, or the time alone. */
function confidenceOf(incident: IncidentRow): Attribution['confidence'] {
  if (incident.deployment_id !== null) {
    return 'explicit';
  }
  return incident.service === null ? 'heuristic' : 'service';
}
