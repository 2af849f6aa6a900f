import type {
  MeasurementSource,
  SloSource,
} from '@backstage-devops/plugin-devops-node';
import type { SloSpec } from '@backstage-devops/plugin-devops-slo';
import { MINUTE_MS } from '../database/measurements/rollup';
import { probeIndicator } from './countRollups';
import { targetsOf, type FollowedEntities } from './FollowedEntities';

/**
 * Says whether anything measures an objective, how often, and if nothing does,
 * why and what to do about it.
 */
export class Measurability {
  readonly #sources: MeasurementSource[];
  readonly #sloSources: SloSource[];
  readonly #followed: FollowedEntities;

  constructor(options: {
    sources: MeasurementSource[];
    sloSources: SloSource[];
    followed: FollowedEntities;
  }) {
    this.#sources = options.sources;
    this.#sloSources = options.sloSources;
    this.#followed = options.followed;
  }

  async of(
    entityRef: string,
    spec: SloSpec,
  ): Promise<{ intervalMs: number; unmeasuredBecause?: string }> {
    const sources = this.#sources;
    const intervalMs = sources.length
      ? Math.min(...sources.map(source => source.intervalMs))
      : MINUTE_MS;
    const unmeasuredBecause = await this.#reason(entityRef, spec, sources);
    return { intervalMs, unmeasuredBecause };
  }

  async #reason(
    entityRef: string,
    spec: SloSpec,
    sources: MeasurementSource[],
  ): Promise<string | undefined> {
    const rules = this.#sloSources.filter(source =>
      source.metricSourceTypes.includes(spec.measuredBy.toLowerCase()),
    );
    if (rules.length > 0) {
      return `${rules.map(({ title }) => title).join(' and ')} ${rules.length === 1 ? 'has' : 'have'} no rules of it; make them with \`devops slo rules\` and deploy them`;
    }
    if (spec.limitations.length > 0) {
      return spec.limitations.join('; ');
    }
    const indicator = probeIndicator(spec);
    if (!indicator) {
      return `its metric source is of type ${spec.measuredBy}, and nothing that reads this type is installed`;
    }
    if (sources.length === 0) {
      return 'no source of measurements is configured; probes are configured under devops.providers.probe';
    }
    const { environment } = indicator.total;
    const entity = await this.#followed.find(entityRef);
    if (!entity?.environments.has(environment)) {
      return `the environment ${environment} is not known; it is once something is deployed there, or with a Resource of type environment in the catalog`;
    }
    const target = targetsOf(entity).find(
      other => other.environment === environment,
    );
    if (!target) {
      return `the environment ${environment} has no URL; set it at its provider or as a link of its Resource in the catalog`;
    }
    const reasons = sources.map(source => source.refuses?.(target));
    return reasons.every(reason => reason !== undefined)
      ? reasons[0]
      : undefined;
  }
}
