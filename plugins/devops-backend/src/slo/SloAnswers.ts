import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type {
  Deployment,
  Freshness,
  Slo,
  SloHistory,
  SloProblem,
} from '@backstage-devops/plugin-devops-common';
import { attributeSpending } from '@backstage-devops/plugin-devops-slo';
import { byPromotion, tierOf } from '../services/views/tiers';
import type { SloList, SloService } from './SloService';

/** What happened to an entity while a budget was spent. */
export type SloMarks = Pick<SloHistory, 'alerts' | 'deployments' | 'incidents'>;

/** The marks of a span, as far as the caller may see them. */
export type ListMarks = (
  entity: Entity,
  query: { sloId: string; environment?: string; from: number; to: number },
  caller: { credentials: BackstageCredentials },
) => Promise<SloMarks>;

/** How fresh what some sources told is. */
export type ReadFreshness = (
  sourceIds: SloList['sourceIds'],
) => Promise<Freshness>;

/** What the API answers: objectives together with freshness and marks. */
export class SloAnswers {
  readonly #service: SloService;
  readonly #readFreshness: ReadFreshness;
  readonly #listMarks: ListMarks;

  constructor(options: {
    service: SloService;
    readFreshness: ReadFreshness;
    listMarks: ListMarks;
  }) {
    this.#service = options.service;
    this.#readFreshness = options.readFreshness;
    this.#listMarks = options.listMarks;
  }

  async list(entity: Entity): Promise<{
    items: Slo[];
    problems: SloProblem[];
    environments: string[];
    freshness: Freshness;
  }> {
    const { items, problems, placeOf, sourceIds } =
      await this.#service.list(entity);
    return {
      items,
      problems,
      environments: environmentsOf(items.map(placeOf)),
      freshness: await this.#readFreshness(sourceIds),
    };
  }

  async history(
    entity: Entity,
    sloId: string,
    query: { from?: string; to?: string; points?: number },
    options: { credentials: BackstageCredentials },
  ): Promise<SloHistory> {
    const { environment, objective, measuredMs, ...history } =
      await this.#service.history(entity, sloId, query);
    const marks = await this.#listMarks(
      entity,
      {
        sloId,
        environment,
        from: Date.parse(history.from),
        to: Date.parse(history.to),
      },
      options,
    );
    return {
      ...history,
      ...marks,
      spending: spendingOf(history, marks.deployments, {
        objective,
        measuredMs,
      }),
    };
  }
}

/** In the order of promotion. */
export function environmentsOf(places: Array<string | undefined>): string[] {
  const names = new Set(places.map(place => place ?? 'production'));
  return [...names]
    .map(name => ({ name, tier: tierOf(name, null) }))
    .sort(byPromotion)
    .map(({ name }) => name);
}

/** Less than this share of a budget is not worth a word. */
const WORTH_TELLING = 0.005;

/** What was spent after each deployment that succeeded, dearest first. */
function spendingOf(
  history: Pick<SloHistory, 'points' | 'stepMs'>,
  deployments: Deployment[],
  budget: { objective: number; measuredMs: number },
): SloHistory['spending'] {
  const spent = attributeSpending({
    ...budget,
    steps: history.points.map(({ at, ...point }) => ({
      ...point,
      at: Date.parse(at),
    })),
    stepMs: history.stepMs,
    starts: deployments
      .filter(({ status }) => status === 'succeeded')
      .map(({ id, createdAt, finishedAt = createdAt }) => ({
        id,
        at: Date.parse(finishedAt),
      })),
  });
  return [...spent]
    .map(([deploymentId, budgetUsed]) => ({ deploymentId, budgetUsed }))
    .filter(({ budgetUsed }) => budgetUsed >= WORTH_TELLING)
    .sort((a, b) => b.budgetUsed - a.budgetUsed);
}
