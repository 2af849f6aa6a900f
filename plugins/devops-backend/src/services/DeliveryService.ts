import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import type {
  DeliverySummary,
  Deployment,
  EnvironmentState,
  Freshness,
  JobTrace,
  PipelineRun,
  PipelineRunDetail,
  RunStatus,
} from '@backstage-devops/plugin-devops-common';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { TellingJob } from '../database/operations/reads/readJobs';
import type { RunRow, ScopeRef } from '../database/rows';
import type { SourceRegistry } from '../sources/SourceRegistry';
import type { EnvironmentTest } from './access/EnvironmentAccess';
import type {
  DeliverySummaries,
  KeptSummary,
  SummaryContent,
} from './DeliverySummaries';
import type { EntityBindings } from './EntityBindings';
import type { EnvironmentMatrix } from './EnvironmentMatrix';
import type { FreshnessService } from './FreshnessService';
import { compact, instantOf } from './views/cells';
import { cutPage, decodeCursor } from './views/cursor';
import {
  viewAttempt,
  viewDeployment,
  viewJob,
  viewRun,
  viewRunResult,
  viewRunControls,
} from './views/deliveryViews';
import { headlineOf } from './views/headline';
import { tierOf } from './views/tiers';
import { summarizeRuns } from './views/summarizeRuns';

const unzip = promisify(gunzip);

const SHOWN_RUNS = 20;
/** Enough to see where a long red or green time began. */
const JUDGED_RUNS = 60;

export type PageQuery = { cursor?: string; limit?: number };
export type RunQuery = PageQuery & { status?: RunStatus; ref?: string };
export type DeploymentQuery = PageQuery & { environment?: string };
export type Page<TItem> = {
  items: TItem[];
  nextCursor?: string;
  freshness: Freshness;
};

/** Answers questions about the delivery of an entity from the store alone. */
export class DeliveryService {
  readonly #database: DevopsDatabase;
  readonly #sources: SourceRegistry;
  readonly #bindings: EntityBindings;
  readonly #environments: EnvironmentMatrix;
  readonly #freshness: FreshnessService;
  readonly #summaries: DeliverySummaries;

  constructor(options: {
    database: DevopsDatabase;
    sources: SourceRegistry;
    bindings: EntityBindings;
    environments: EnvironmentMatrix;
    freshness: FreshnessService;
    summaries: DeliverySummaries;
  }) {
    this.#database = options.database;
    this.#sources = options.sources;
    this.#bindings = options.bindings;
    this.#environments = options.environments;
    this.#freshness = options.freshness;
    this.#summaries = options.summaries;
  }

  /**
   * The summary of an entity, made of its rows unless one is kept that still
   * holds. What is kept tells of every environment; whoever may not see all of
   * them gets one that is made without the others.
   */
  async getDelivery(
    entity: Entity,
    options: { isReadable?: EnvironmentTest; kept?: KeptSummary } = {},
  ): Promise<DeliverySummary> {
    const { isReadable } = options;
    const { uid } = entity.metadata;
    const kept = options.kept?.uid === uid ? options.kept : undefined;
    const scopes = await this.#bindings.scopesOf(entity);
    const [content, freshness] = await Promise.all([
      kept && this.#summarizeAll(scopes, kept),
      this.#freshness.of(scopes),
    ]);
    const mayBeTold =
      content && content.environments.every(isReadable ?? (() => true));
    return {
      ...(mayBeTold
        ? content
        : await this.#summarize(scopes, { uid, isReadable })),
      freshness,
    };
  }

  async #summarizeAll(
    scopes: ScopeRef[],
    kept: KeptSummary,
  ): Promise<SummaryContent> {
    if (kept.content) {
      return kept.content;
    }
    const content = await this.#summarize(scopes, { uid: kept.uid });
    this.#summaries.keep(kept, content);
    return content;
  }

  async #summarize(
    scopes: ScopeRef[],
    options: { uid?: string; isReadable?: EnvironmentTest },
  ): Promise<SummaryContent> {
    const [rows, stored] = await Promise.all([
      this.#database.listRuns(scopes, {
        defaultBranch: true,
        limit: JUDGED_RUNS,
      }),
      this.#database.readEnvironments(scopes, options.uid),
    ]);
    const shown = rows.slice(0, SHOWN_RUNS);
    const mainRuns = await this.#environments.newestRunsOf(scopes, rows);
    const jobs = this.#database.listTellingJobs({
      failed: idsOfFailed(shown),
      waiting: mainRuns.map(run => run.id),
    });
    const environments = await this.#environments.arrange(
      { stored, mainRuns, jobs },
      options.isReadable,
    );
    const { failed } = await jobs;
    const recentRuns = shown.map(row => this.#viewRun(row, failed));
    const older = rows.slice(SHOWN_RUNS).map(viewRunResult);
    return compact({
      headline: headlineOf([...recentRuns, ...older], environments),
      latestRun: recentRuns[0],
      recentRuns,
      ...summarizeRuns(recentRuns),
      environments,
    });
  }

  async listRuns(entity: Entity, query: RunQuery): Promise<Page<PipelineRun>> {
    const scopes = await this.#bindings.scopesOf(entity);
    const { limit = 20, cursor, ...filter } = query;
    const rows = await this.#database.listRuns(scopes, {
      ...filter,
      after: cursor ? decodeCursor(cursor) : undefined,
      limit: limit + 1,
    });
    const { shown, nextCursor } = cutPage(rows, limit, row => row.created_at);
    return compact({
      items: await this.#viewRuns(shown),
      nextCursor,
      freshness: await this.#freshness.of(scopes),
    });
  }

  async getRun(entity: Entity, runId: string): Promise<PipelineRunDetail> {
    const scopes = await this.#bindings.scopesOf(entity);
    const row = await this.#database.readRun(scopes, runId);
    if (!row) {
      throw new NotFoundError(`No run '${runId}' of this entity found`);
    }
    const jobs = await this.#database.listJobs(row.id);
    const traces = await this.#database.listJobsWithTrace(
      jobs.map(job => job.id),
    );
    const attempts = await this.#database.listAttempts(row);
    const [run] = await this.#viewRuns([row]);
    return compact({
      run,
      attempts: attempts.length > 0 ? attempts.map(viewAttempt) : undefined,
      jobs: jobs.map(job => viewJob(job, traces.has(job.id))),
      controls: viewRunControls(row),
      freshness: await this.#freshness.of(scopes),
    });
  }

  async getJobTrace(entity: Entity, jobId: string): Promise<JobTrace> {
    const scopes = await this.#bindings.scopesOf(entity);
    const job = await this.#database.readJob(scopes, jobId);
    if (!job) {
      throw new NotFoundError(`No job '${jobId}' of this entity found`);
    }
    const trace = await this.#database.readTrace(jobId);
    if (!trace) {
      const logs = this.#sources.getDeliverySource(job.source_id).logs;
      const none = !logs || job.status === 'skipped';
      return { jobId, text: '', state: none ? 'unavailable' : 'pending' };
    }
    const outdated = trace.job_version !== job.version;
    return compact({
      jobId,
      text: trace.body ? (await unzip(trace.body)).toString('utf8') : '',
      state: outdated && trace.body ? ('partial' as const) : trace.state,
      storedAt: instantOf(trace.stored_at),
      sizeBytes: trace.size_bytes,
    });
  }

  async listDeployments(
    entity: Entity,
    query: DeploymentQuery,
    isReadable?: EnvironmentTest,
  ): Promise<Page<Deployment>> {
    const scopes = await this.#bindings.scopesOf(entity);
    const { limit = 20, cursor, environment } = query;
    const rows = await this.#database.listDeployments(scopes, {
      environment,
      environments: await this.#namesOf(scopes, isReadable),
      after: cursor ? decodeCursor(cursor) : undefined,
      limit: limit + 1,
    });
    const { shown, nextCursor } = cutPage(rows, limit, row => row.created_at);
    const verdicts = await this.#database.readVerdicts(
      entity.metadata.uid ?? '',
      shown.map(row => row.id),
    );
    return compact({
      items: shown.map(row =>
        viewDeployment(row, this.#providerOf, {
          verdict: verdicts.get(row.id),
        }),
      ),
      nextCursor,
      freshness: await this.#freshness.of(scopes),
    });
  }

  async listEnvironments(
    entity: Entity,
    isReadable?: EnvironmentTest,
  ): Promise<{ items: EnvironmentState[]; freshness: Freshness }> {
    const scopes = await this.#bindings.scopesOf(entity);
    return {
      items: await this.#environments.of(scopes, {
        isReadable,
        entityUid: entity.metadata.uid,
      }),
      freshness: await this.#freshness.of(scopes),
    };
  }

  /** Deployments that were made in a span of time, newest first, at most 500. */
  async deploymentsBetween(
    scopes: ScopeRef[],
    from: Date,
    to: Date,
  ): Promise<Deployment[]> {
    const rows = await this.#database.listDeployments(scopes, {
      from: from.getTime(),
      to: to.getTime(),
      limit: 500,
    });
    return rows.map(row => viewDeployment(row, this.#providerOf));
  }

  /** The environments to ask for; undefined when nothing has to be left out. */
  async #namesOf(
    scopes: ScopeRef[],
    isReadable: EnvironmentTest | undefined,
  ): Promise<string[] | undefined> {
    if (!isReadable) {
      return undefined;
    }
    const environments = await this.#database.listEnvironmentNames(scopes);
    return environments
      .map(({ name, tier }) => ({ name, tier: tierOf(name, tier) }))
      .filter(isReadable)
      .map(({ name }) => name);
  }

  async #viewRuns(rows: RunRow[]): Promise<PipelineRun[]> {
    const { failed } = await this.#database.listTellingJobs({
      failed: idsOfFailed(rows),
      waiting: [],
    });
    return rows.map(row => this.#viewRun(row, failed));
  }

  #viewRun(row: RunRow, failedJobs: TellingJob[]): PipelineRun {
    return viewRun(
      row,
      this.#providerOf,
      failedJobs.filter(job => job.run_id === row.id).map(job => job.name),
    );
  }

  readonly #providerOf = (sourceId: string) =>
    this.#sources.getDeliverySource(sourceId).provider;
}

function idsOfFailed(rows: RunRow[]): string[] {
  return rows.filter(({ status }) => status === 'failed').map(({ id }) => id);
}
