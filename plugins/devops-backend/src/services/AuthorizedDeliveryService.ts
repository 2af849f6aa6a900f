import type { CompoundEntityRef, Entity } from '@backstage/catalog-model';
import { devopsDeliveryReadPermission } from '@backstage-devops/plugin-devops-common';
import type { EnvironmentAccess } from './access/EnvironmentAccess';
import type {
  DeliveryService,
  DeploymentQuery,
  RunQuery,
} from './DeliveryService';
import type { DeliverySummaries } from './DeliverySummaries';
import type { Caller, EntityAccess } from './EntityAccess';

/**
 * The delivery service for callers: each question is answered only for an
 * entity that the caller may see and whose delivery the caller may read.
 */
export class AuthorizedDeliveryService {
  readonly #delivery: DeliveryService;
  readonly #access: EntityAccess;
  readonly #environments: EnvironmentAccess;
  readonly #summaries: DeliverySummaries;

  constructor(options: {
    delivery: DeliveryService;
    access: EntityAccess;
    environmentAccess: EnvironmentAccess;
    summaries: DeliverySummaries;
  }) {
    this.#delivery = options.delivery;
    this.#access = options.access;
    this.#environments = options.environmentAccess;
    this.#summaries = options.summaries;
  }

  async getDelivery(ref: CompoundEntityRef, caller: Caller) {
    const [entity, kept] = await Promise.all([
      this.#read(ref, caller),
      this.#summaries.read(ref),
    ]);
    const isReadable = await this.#environments.readable(entity, caller);
    return this.#delivery.getDelivery(entity, { isReadable, kept });
  }

  async listRuns(ref: CompoundEntityRef, query: RunQuery, caller: Caller) {
    return this.#delivery.listRuns(await this.#read(ref, caller), query);
  }

  async getRun(ref: CompoundEntityRef, runId: string, caller: Caller) {
    return this.#delivery.getRun(await this.#read(ref, caller), runId);
  }

  async getJobTrace(ref: CompoundEntityRef, jobId: string, caller: Caller) {
    return this.#delivery.getJobTrace(await this.#read(ref, caller), jobId);
  }

  async listDeployments(
    ref: CompoundEntityRef,
    query: DeploymentQuery,
    caller: Caller,
  ) {
    const entity = await this.#read(ref, caller);
    const readable = await this.#environments.readable(entity, caller);
    return this.#delivery.listDeployments(entity, query, readable);
  }

  async listEnvironments(ref: CompoundEntityRef, caller: Caller) {
    const entity = await this.#read(ref, caller);
    const readable = await this.#environments.readable(entity, caller);
    return this.#delivery.listEnvironments(entity, readable);
  }

  #read(ref: CompoundEntityRef, caller: Caller): Promise<Entity> {
    return this.#access.read(ref, devopsDeliveryReadPermission, caller);
  }
}
