import type {
  EnvironmentState,
  PendingDeployment,
} from '@backstage-devops/plugin-devops-common';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { StoredEnvironment } from '../database/operations/reads/readEnvironments';
import type { JobRow, ScopeRef } from '../database/rows';
import type { EnvironmentTest } from './access/EnvironmentAccess';
import type { SourceRegistry } from '../sources/SourceRegistry';
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

  /** The environments of some scopes, or those that a test lets through. */
  async of(
    scopes: ScopeRef[],
    isReadable: EnvironmentTest = () => true,
  ): Promise<EnvironmentState[]> {
    const stored = await this.#database.readEnvironments(scopes);
    const pending = await this.#pending(scopes);
    const rows = stored
      .map(row => ({ row, name: row.environment.name, tier: tierOfRow(row) }))
      .sort(byPromotion);

    const known = new Set(rows.map(({ name }) => name));
    const announced = [...pending.keys()]
      .filter(name => !known.has(name))
      .map(name => ({ row: undefined, name, tier: tierOf(name, null) }));

    return [...rows, ...announced]
      .filter(isReadable)
      .sort(byPromotion)
      .map(({ row, name, tier }, order, all) => {
        const before = all[order - 1]?.row?.current?.revision;
        const current = row?.current?.revision;
        return compact({
          name,
          tier,
          order,
          url: row && urlOf(row),
          current:
            row?.current && viewDeployment(row.current, this.#providerOf, tier),
          latest:
            row?.latest && row.latest.id !== row.current?.id
              ? viewDeployment(row.latest, this.#providerOf, tier)
              : undefined,
          sameAsPrevious: before && current ? before === current : undefined,
          pending: pending.get(name) ?? [],
        });
      });
  }

  /**
   * Manual jobs of the newest run of the default branch, by the environment
   * that they deploy to.
   */
  async #pending(
    scopes: ScopeRef[],
  ): Promise<Map<string, PendingDeployment[]>> {
    const result = new Map<string, PendingDeployment[]>();
    for (const scope of scopes) {
      const [run] = await this.#database.listRuns([scope], {
        defaultBranch: true,
        limit: 1,
      });
      const jobs = run ? await this.#database.listJobs(run.id) : [];
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
