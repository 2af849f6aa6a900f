import type { CompoundEntityRef } from '@backstage/catalog-model';
import type {
  DeliverySummary,
  Deployment,
  EnvironmentState,
  Freshness,
  JobControl,
  JobTrace,
  PipelineRun,
  PipelineRunDetail,
  RunControl,
  RunStatus,
  Slo,
  SloHistory,
  SloProblem,
  SourceHealth,
} from '../model';

/**
 * One page of a list, newest first.
 *
 * @public
 */
export type Page<TItem> = {
  items: TItem[];
  /** Hand it to the next call; absent on the last page. */
  nextCursor?: string;
  freshness: Freshness;
};

/**
 * Options of every call.
 *
 * @public
 */
export type DevopsRequestOptions = {
  /** Backstage token; the browser's fetch adds its own. */
  token?: string;
  signal?: AbortSignal;
};

/**
 * Reads from the devops backend, and asks it to act at a provider.
 *
 * Every method rejects with a `ResponseError` that carries the status and the
 * backend's message.
 *
 * @public
 */
export interface DevopsApi {
  listSources(options?: DevopsRequestOptions): Promise<SourceHealth[]>;

  getDelivery(
    entity: CompoundEntityRef,
    options?: DevopsRequestOptions,
  ): Promise<DeliverySummary>;

  listRuns(
    entity: CompoundEntityRef,
    query?: {
      status?: RunStatus;
      ref?: string;
      cursor?: string;
      limit?: number;
    },
    options?: DevopsRequestOptions,
  ): Promise<Page<PipelineRun>>;

  getRun(
    entity: CompoundEntityRef,
    runId: string,
    options?: DevopsRequestOptions,
  ): Promise<PipelineRunDetail>;

  controlRun(
    entity: CompoundEntityRef,
    runId: string,
    action: RunControl,
    options?: DevopsRequestOptions,
  ): Promise<void>;

  getJobTrace(
    entity: CompoundEntityRef,
    jobId: string,
    options?: DevopsRequestOptions,
  ): Promise<JobTrace>;

  controlJob(
    entity: CompoundEntityRef,
    jobId: string,
    action: JobControl,
    options?: DevopsRequestOptions,
  ): Promise<void>;

  listDeployments(
    entity: CompoundEntityRef,
    query?: { environment?: string; cursor?: string; limit?: number },
    options?: DevopsRequestOptions,
  ): Promise<Page<Deployment>>;

  listEnvironments(
    entity: CompoundEntityRef,
    options?: DevopsRequestOptions,
  ): Promise<{ items: EnvironmentState[]; freshness: Freshness }>;

  listSlos(
    entity: CompoundEntityRef,
    options?: DevopsRequestOptions,
  ): Promise<{ items: Slo[]; problems: SloProblem[]; freshness: Freshness }>;

  getSloHistory(
    entity: CompoundEntityRef,
    sloId: string,
    query?: { from?: string; to?: string; points?: number },
    options?: DevopsRequestOptions,
  ): Promise<SloHistory>;
}
