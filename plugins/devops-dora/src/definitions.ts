/**
 * Whose definitions of the metrics to use.
 *
 * @public
 */
export type DoraDefinition = 'dora' | 'devlake' | 'gitlab';

/**
 * Names of the definitions.
 *
 * @public
 */
export const DORA_DEFINITIONS: readonly DoraDefinition[] = [
  'dora',
  'devlake',
  'gitlab',
];

/**
 * What a definition decides. Each one can be set by itself.
 *
 * @public
 */
export interface DoraRules {
  /** How old a deployment may be that an incident is attributed to. */
  attributionWindowMs: number;
  /** Whether incidents look for deployments of their own entity only. */
  scope: 'entity' | 'all';
  /** Count a deployment of the revision that was there already. */
  includeRedeploys: boolean;
  /** Count rollouts that failed as failed changes. */
  countFailedRollouts: boolean;
  /** Count deployments of one run once, at the end of the last one. */
  distinctBy: 'deployment' | 'source';
  /** The middle by interpolation, or the lower one of the two. */
  median: 'interpolated' | 'lower';
  /**
   * From the first commit to the deployment; the same as the sum of its parts
   * in started minutes; or from the merge.
   */
  leadTime: 'commit' | 'parts' | 'merge';
  /** Count commits that belong to no known pull request as changes. */
  commitsAsChanges: boolean;
  /** What makes a deployment a failed one. */
  failures: 'all' | 'incidents';
  /** Failed deployments in all, or all incidents, for each deployment. */
  changeFailRate: 'deployments' | 'incidents';
  /** From what to the recovery, and counted for what. */
  recovery: 'deployment' | 'deployment-to-incident' | 'incident';
}

/**
 * The rules of each definition.
 *
 * @public
 */
export const DORA_RULES: Readonly<Record<DoraDefinition, Readonly<DoraRules>>> =
  {
    dora: {
      attributionWindowMs: 24 * 3_600_000,
      scope: 'entity',
      includeRedeploys: false,
      countFailedRollouts: false,
      distinctBy: 'deployment',
      median: 'interpolated',
      leadTime: 'commit',
      commitsAsChanges: true,
      failures: 'all',
      changeFailRate: 'deployments',
      recovery: 'deployment',
    },
    devlake: {
      attributionWindowMs: Infinity,
      scope: 'all',
      includeRedeploys: true,
      countFailedRollouts: false,
      distinctBy: 'source',
      median: 'lower',
      leadTime: 'parts',
      commitsAsChanges: false,
      failures: 'incidents',
      changeFailRate: 'deployments',
      recovery: 'deployment-to-incident',
    },
    gitlab: {
      attributionWindowMs: Infinity,
      scope: 'entity',
      includeRedeploys: true,
      countFailedRollouts: false,
      distinctBy: 'deployment',
      median: 'interpolated',
      leadTime: 'merge',
      commitsAsChanges: false,
      failures: 'incidents',
      changeFailRate: 'incidents',
      recovery: 'incident',
    },
  };
