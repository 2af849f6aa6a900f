import type { Freshness } from '@backstage-devops/plugin-devops-common';
import type { FreshnessService } from './FreshnessService';

/** Worst first. */
const PROBLEMS = ['failing', 'never', 'stale'] as const;

/** How complete what some sources told is, whatever entity it is of. */
export async function freshnessOfSources(options: {
  freshness: FreshnessService;
  sourceIds: string[];
}): Promise<Freshness> {
  const health = await options.freshness.describeSources(options.sourceIds);
  if (health.length === 0) {
    return { state: 'unbound', sources: [] };
  }

  const states = new Set(health.map(({ state }) => state));
  const [oldest] = health
    .map(({ completeUntil }) => completeUntil ?? '')
    .sort();
  return {
    state: PROBLEMS.find(problem => states.has(problem)) ?? 'current',
    // Unknown as soon as it is unknown of one of them.
    ...(oldest ? { completeUntil: oldest } : {}),
    sources: health,
  };
}
