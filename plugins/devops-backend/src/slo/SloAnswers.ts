import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type {
  Deployment,
  Freshness,
  Slo,
  SloHistory,
  SloProblem,
} from '@backstage-devops/plugin-devops-common';
import type { SloList, SloService } from './SloService';

/** The deployments of an entity to one environment, as far as the caller may see them. */
export type ListDeployments = (
  entity: Entity,
  query: { environment: string; from: number; to: number; limit: number },
  options: { credentials: BackstageCredentials },
) => Promise<Deployment[]>;

/** How fresh what some sources told is. */
export type ReadFreshness = (
  sourceIds: SloList['sourceIds'],
) => Promise<Freshness>;

/** More marks than a chart can show. */
const MOST_DEPLOYMENTS = 100;

/** What the API answers: objectives together with freshness and deployments. */
export class SloAnswers {
  readonly #service: SloService;
  readonly #readFreshness: ReadFreshness;
  readonly #listDeployments: ListDeployments;

  constructor(options: {
    service: SloService;
    readFreshness: ReadFreshness;
    listDeployments: ListDeployments;
  }) {
    this.#service = options.service;
    this.#readFreshness = options.readFreshness;
    this.#listDeployments = options.listDeployments;
  }

  async list(entity: Entity): Promise<{
    items: Slo[];
    problems: SloProblem[];
    freshness: Freshness;
  }> {
    const { sourceIds, ...answer } = await this.#service.list(entity);
    return { ...answer, freshness: await this.#readFreshness(sourceIds) };
  }

  async history(
    entity: Entity,
    sloId: string,
    query: { from?: string; to?: string; points?: number },
    options: { credentials: BackstageCredentials },
  ): Promise<SloHistory> {
    const { environment, ...history } = await this.#service.history(
      entity,
      sloId,
      query,
    );
    const deployments =
      environment === undefined
        ? []
        : await this.#listDeployments(
            entity,
            {
              environment,
              from: Date.parse(history.from),
              to: Date.parse(history.to),
              limit: MOST_DEPLOYMENTS,
            },
            options,
          );
    return { ...history, deployments };
  }
}
