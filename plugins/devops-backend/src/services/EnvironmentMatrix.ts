import type {
  EnvironmentState,
  EnvironmentTier,
  PendingDeployment,
} from '@backstage-devops/plugin-devops-common';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { StoredEnvironment } from '../database/operations/reads/readEnvironments';
import type { VerdictRow } from '../database/derivedRows';
import type { DeploymentRow, JobRow, RunRow, ScopeRef } from '../database/rows';
import type { EnvironmentTest } from './access/EnvironmentAccess';
import type { SourceRegistry } from '../sources/SourceRegistry';
import { measureDistances, type Running } from './EnvironmentDistances';
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
   * what was found out about their deployments for one entity. Whoever has read
   * runs of the default branch already, newest first, passes them along.
   */
  async of(
    scopes: ScopeRef[],
    options: {
      isReadable?: EnvironmentTest;
      entityUid?: string;
      newestRuns?: RunRow[];
    } = {},
  ): Promise<EnvironmentState[]> {
    const { isReadable = () => true, entityUid, newestRuns = [] } = options;
    const stored = await this.#database.readEnvironments(scopes);
    const mainRuns = await this.#mainRuns(scopes, newestRuns);
    const pending = await this.#pending(mainRuns);
    const rows = stored
      .map(row => ({ row, name: row.environment.name, tier: tierOfRow(row) }))
      .sort(byPromotion);

    const known = new Set(rows.map(({ name }) => name));
    const announced = [...pending.keys()]
      .filter(name => !known.has(name))
      .map(name => ({ row: undefined, name, tier: tierOf(name, null) }));

    const shown = [...rows, ...announced].filter(isReadable).sort(byPromotion);
    const distances = await measureDistances(
      this.#database,
      shown.map(({ row }) => row?.current && runningOf(row.current)),
      scope => mainRuns.find(isOf(scope))?.revision,
    );
    const verdicts = await this.#verdictsOf(stored, entityUid);
    const view = (row: DeploymentRow, tier: EnvironmentTier) =>
      viewDeployment(row, this.#providerOf, {
        tier,
        verdict: verdicts.get(row.id),
      });
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

  async #verdictsOf(
    stored: StoredEnvironment[],
    entityUid: string | undefined,
  ): Promise<Map<string, VerdictRow>> {
    return entityUid === undefined
      ? new Map()
      : this.#database.readVerdicts(
          entityUid,
          stored.flatMap(({ current, latest }) =>
            [current, latest].flatMap(row => row?.id ?? []),
          ),
        );
  }

  /** The newest run of the default branch of each scope that has one. */
  async #mainRuns(scopes: ScopeRef[], newest: RunRow[]): Promise<RunRow[]> {
    const runs = await Promise.all(
      scopes.map(async scope => {
        const known = newest.find(isOf(scope));
        return known
          ? [known]
          : this.#database.listRuns([scope], { defaultBranch: true, limit: 1 });
      }),
    );
    return runs.flat();
  }

  /**
   * Manual jobs of the newest run of the default branch, by the environment
   * that they deploy to.
   */
  async #pending(
    mainRuns: RunRow[],
  ): Promise<Map<string, PendingDeployment[]>> {
    const result = new Map<string, PendingDeployment[]>();
    for (const run of mainRuns) {
      const jobs = await this.#database.listJobs(run.id);
      for (const job of jobs.filter(waitsForPerson)) {
        const name = job.environment ?? '';
        result.set(name, [
          ...(result.get(name) ?? []),
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

  readonly #providerOf = (sourceId: string) =>
    this.#sources.getDeliverySource(sourceId).provider;
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

function runningOf(row: DeploymentRow): Running {
  const { source_id: sourceId, scope, revision } = row;
  return { scope: { sourceId, scope }, revision };
}

function tierOfRow({ environment, current, latest }: StoredEnvironment) {
  return tierOf(
    environment.name,
    environment.tier ?? current?.tier ?? latest?.tier ?? null,
  );
}

function waitsForPerson(job: JobRow): boolean {
  return (
    job.environment !== null &&
    job.status === 'waiting' &&
    !job.retried &&
    (job.waiting_on === 'manual' || job.waiting_on === 'approval')
  );
}
