import type {
  EnvironmentState,
  EnvironmentTier,
  PendingDeployment,
} from '@backstage-devops/plugin-devops-common';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type {
  JudgedDeployment,
  StoredEnvironment,
} from '../database/operations/reads/readEnvironments';
import type { TellingJob } from '../database/operations/reads/readJobs';
import type { RunRow, ScopeRef } from '../database/rows';
import type { EnvironmentTest } from './access/EnvironmentAccess';
import type { SourceRegistry } from '../sources/SourceRegistry';
import {
  measureDistances,
  spansOf,
  type Running,
} from './EnvironmentDistances';
import { compact, jsonOf } from './views/cells';
import { viewDeployment } from './views/deliveryViews';
import { byPromotion, tierOf } from './views/tiers';

/** What runs in each environment, lowest tier first, and what waits for it. */
export class EnvironmentMatrix {
  readonly #database: DevopsDatabase;
  readonly #sources: SourceRegistry;

  constructor(options: { database: DevopsDatabase; sources: SourceRegistry }) {
    this.#database = options.database;
    this.#sources = options.sources;
  }

  /**
   * The environments of some scopes, or those that a test lets through, with
   * what was found out about their deployments for one entity.
   */
  async of(
    scopes: ScopeRef[],
    options: { isReadable?: EnvironmentTest; entityUid?: string } = {},
  ): Promise<EnvironmentState[]> {
    const [stored, mainRuns] = await Promise.all([
      this.#database.readEnvironments(scopes, options.entityUid),
      this.newestRunsOf(scopes, []),
    ]);
    const jobs = this.#database.listTellingJobs({
      failed: [],
      waiting: mainRuns.map(run => run.id),
    });
    return this.arrange({ stored, mainRuns, jobs }, options.isReadable);
  }

  /**
   * The newest run of the default branch of each scope that has one. Whoever
   * has read some already, newest first, passes them along.
   */
  async newestRunsOf(scopes: ScopeRef[], known: RunRow[]): Promise<RunRow[]> {
    const runs = await Promise.all(
      scopes.map(async scope => {
        const newest = known.find(isOf(scope));
        return newest
          ? [newest]
          : this.#database.listRuns([scope], { defaultBranch: true, limit: 1 });
      }),
    );
    return runs.flat();
  }

  /**
   * Makes the matrix of what was read. Jobs may still be under way, because
   * what else there is to read does not depend on them.
   */
  async arrange(
    read: {
      stored: StoredEnvironment[];
      mainRuns: RunRow[];
      /** Jobs of these runs that wait for a person. */
      jobs: Promise<{ waiting: TellingJob[] }>;
    },
    isReadable: EnvironmentTest = () => true,
  ): Promise<EnvironmentState[]> {
    const { stored, mainRuns } = read;
    const mainOf = (scope: ScopeRef) => mainRuns.find(isOf(scope))?.revision;
    const rows = stored
      .map(row => ({ row, name: row.environment.name, tier: tierOfRow(row) }))
      .filter(isReadable)
      .sort(byPromotion);
    const [{ waiting }, known] = await Promise.all([
      read.jobs,
      this.#database.readDistances(spansOf(rows.map(runningIn), mainOf)),
    ]);

    const pending = pendingOf(mainRuns, waiting);
    const stays = new Set(stored.map(({ environment }) => environment.name));
    const announced = [...pending.keys()]
      .filter(name => !stays.has(name))
      .map(name => ({ row: undefined, name, tier: tierOf(name, null) }))
      .filter(isReadable);
    const shown = [...rows, ...announced].sort(byPromotion);
    const distances = measureDistances(shown.map(runningIn), mainOf, known);
    const view = (row: JudgedDeployment, tier: EnvironmentTier) =>
      viewDeployment(row, this.#providerOf, { tier, verdict: row.verdict });
    return shown.map(({ row, name, tier }, order) => {
      const before = shown[order - 1]?.row?.current?.revision;
      const current = row?.current?.revision;
      return compact({
        name,
        tier,
        order,
        url: row && urlOf(row),
        current: row?.current && view(row.current, tier),
        latest:
          row?.latest && row.latest.id !== row.current?.id
            ? view(row.latest, tier)
            : undefined,
        sameAsPrevious: before && current ? before === current : undefined,
        ...distances[order],
        pending: pending.get(name) ?? [],
      });
    });
  }

  readonly #providerOf = (sourceId: string) =>
    this.#sources.getDeliverySource(sourceId).provider;
}

/** What waits for a person, by the environment that it deploys to. */
function pendingOf(
  runs: RunRow[],
  waiting: TellingJob[],
): Map<string, PendingDeployment[]> {
  const result = new Map<string, PendingDeployment[]>();
  for (const run of runs) {
    for (const job of waiting) {
      if (job.run_id !== run.id || job.environment === null) {
        continue;
      }
      result.set(job.environment, [
        ...(result.get(job.environment) ?? []),
        compact({
          runId: run.id,
          jobId: job.id,
          jobName: job.name,
          revision: run.revision,
          commit: jsonOf<PendingDeployment['commit']>(run.commit_json),
        }),
      ]);
    }
  }
  return result;
}

/** Where an environment answers, as its record or its last deployment tells. */
export function urlOf(row: StoredEnvironment): string | undefined {
  return (
    row.environment.url ??
    row.current?.environment_url ??
    row.latest?.environment_url ??
    undefined
  );
}

function isOf({ sourceId, scope }: ScopeRef) {
  return (run: RunRow) => run.source_id === sourceId && run.scope === scope;
}

function runningIn({
  row,
}: {
  row: StoredEnvironment | undefined;
}): Running | undefined {
  if (!row?.current) {
    return undefined;
  }
  const { source_id: sourceId, scope, revision } = row.current;
  return { scope: { sourceId, scope }, revision };
}

function tierOfRow({ environment, current, latest }: StoredEnvironment) {
  return tierOf(
    environment.name,
    environment.tier ?? current?.tier ?? latest?.tier ?? null,
  );
}
