import type { CompoundEntityRef } from '@backstage/catalog-model';
import type {
  DeliveryMetrics,
  DeliverySummary,
  Deployment,
  DeploymentGate,
  EntityGates,
  DriftPage,
  EnvironmentState,
  FleetDay,
  FleetFigures,
  FleetGroupPage,
  FleetPage,
  FleetSloPage,
  Freshness,
  GateOverride,
  GeneratedPipelineDetail,
  Alert,
  AlertStatus,
  Incident,
  JobControl,
  JobTrace,
  MetricName,
  MetricRow,
  PendingChanges,
  PipelineRun,
  PipelineRunDetail,
  RunControl,
  RunStatus,
  Slo,
  SloGroupPage,
  SloHistory,
  SloProblem,
  SloState,
  SourceHealth,
} from '../model';
import type {
  Page,
  MetricsQuery,
  FleetQuery,
  DriftQuery,
  FleetSloQuery,
  DevopsRequestOptions,
} from './queries';

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

  /** The delivery metrics of an entity, of a window until now by default. */
  getMetrics(
    entity: CompoundEntityRef,
    query?: MetricsQuery,
    options?: DevopsRequestOptions,
  ): Promise<DeliveryMetrics>;

  /** The rows and rules behind a number. */
  listMetricRows(
    entity: CompoundEntityRef,
    metric: MetricName,
    query?: MetricsQuery & { cursor?: string; limit?: number },
    options?: DevopsRequestOptions,
  ): Promise<Page<MetricRow>>;

  /** What would ship from one environment to another. */
  getPendingChanges(
    entity: CompoundEntityRef,
    query: { from: string; to: string },
    options?: DevopsRequestOptions,
  ): Promise<PendingChanges>;

  listIncidents(
    entity: CompoundEntityRef,
    query?: { cursor?: string; limit?: number },
    options?: DevopsRequestOptions,
  ): Promise<Page<Incident>>;

  /** Firings of alerts of the services of an entity, newest first. */
  listAlerts(
    entity: CompoundEntityRef,
    query?: { status?: AlertStatus; cursor?: string; limit?: number },
    options?: DevopsRequestOptions,
  ): Promise<Page<Alert>>;

  /** The metrics of all entities that the caller may read. */
  listFleet(
    query?: FleetQuery & {
      sort?: 'name' | keyof FleetFigures;
      order?: 'asc' | 'desc';
      cursor?: string;
      limit?: number;
    },
    options?: DevopsRequestOptions,
  ): Promise<FleetPage>;

  /** Pooled figures by day; empty when the caller may not read all that is in them. */
  getFleetSeries(
    query?: FleetQuery,
    options?: DevopsRequestOptions,
  ): Promise<FleetDay[]>;

  /** The owners, systems or domains of these entities, by name. */
  listFleetGroups(
    query?: FleetQuery & {
      by?: 'owner' | 'system' | 'domain';
      cursor?: string;
      limit?: number;
    },
    options?: DevopsRequestOptions,
  ): Promise<FleetGroupPage>;

  /** The generated pipelines of all entities that the caller may read, by name. */
  listDrift(
    query?: DriftQuery & { cursor?: string; limit?: number },
    options?: DevopsRequestOptions,
  ): Promise<DriftPage>;

  /** How the pipeline of an entity differs; undefined when none is generated. */
  getDrift(
    entity: CompoundEntityRef,
    options?: DevopsRequestOptions,
  ): Promise<GeneratedPipelineDetail | undefined>;

  /** Where the objectives of all entities that the caller may read stand. */
  listFleetSlos(
    query?: FleetSloQuery & {
      state?: SloState[];
      sort?: 'state' | 'name' | 'budgetRemaining' | 'currentBurn';
      order?: 'asc' | 'desc';
      cursor?: string;
      limit?: number;
    },
    options?: DevopsRequestOptions,
  ): Promise<FleetSloPage>;

  /** The owners, systems or domains of these objectives, by name. */
  listSloGroups(
    query?: FleetSloQuery & {
      by?: 'owner' | 'system' | 'domain';
      cursor?: string;
      limit?: number;
    },
    options?: DevopsRequestOptions,
  ): Promise<SloGroupPage>;

  listSlos(
    entity: CompoundEntityRef,
    options?: DevopsRequestOptions,
  ): Promise<{
    items: Slo[];
    problems: SloProblem[];
    /** Where they hold, in the order of promotion. */
    environments: string[];
    freshness: Freshness;
  }>;

  getSloHistory(
    entity: CompoundEntityRef,
    sloId: string,
    query?: { from?: string; to?: string; points?: number },
    options?: DevopsRequestOptions,
  ): Promise<SloHistory>;

  /** Whether deployments of an entity to an environment may go on, and why. */
  getGate(
    entity: CompoundEntityRef,
    environment: string,
    options?: DevopsRequestOptions,
  ): Promise<DeploymentGate>;

  /** The same for each environment that objectives of the entity are of. */
  listGates(
    entity: CompoundEntityRef,
    options?: DevopsRequestOptions,
  ): Promise<EntityGates>;

  /** Who let deployments pass, those that are over as well, newest first. */
  listGateOverrides(
    entity: CompoundEntityRef,
    query?: { environment?: string; cursor?: string; limit?: number },
    options?: DevopsRequestOptions,
  ): Promise<{ items: GateOverride[]; nextCursor?: string }>;

  /**
   * Lets deployments pass until an ISO 8601 instant, in place of an override
   * that holds. It needs `devops.gate.override` and the token of a user.
   */
  overrideGate(
    entity: CompoundEntityRef,
    override: { environment: string; reason: string; until: string },
    options?: DevopsRequestOptions,
  ): Promise<GateOverride>;

  /** Ends an override before its time, with the same permission. */
  endGateOverride(id: string, options?: DevopsRequestOptions): Promise<void>;
}
