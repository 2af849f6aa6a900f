import type {
  Alert,
  AlertStatus,
  DeliveryMetrics,
  DeliverySummary,
  Deployment,
  DeploymentGate,
  EntityGates,
  DriftKind,
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
  Incident,
  InboxDelivery,
  InboxDeliveryDetail,
  InboxState,
  JobControl,
  JobTrace,
  MetricName,
  MetricRow,
  PendingChanges,
  PipelineRun,
  PipelineRunDetail,
  PipelineState,
  RunControl,
  RunStatus,
  Slo,
  SloGroupPage,
  SloHistory,
  SloProblem,
  SloState,
  SourceHealth,
  WorkItem,
  WorkState,
} from '@backstage-devops/plugin-devops-common';
import type { TypedRouter } from '@backstage/backend-openapi-utils';

type EntityPath = { kind: string; namespace: string; name: string };
type Paging = { cursor?: string; limit?: number };
type Window = 7 | 30 | 90 | 180;
type MetricsQuery = {
  window?: Window;
  from?: string;
  to?: string;
  definition?: 'dora' | 'devlake' | 'gitlab';
  attributionWindow?: string;
};
type FleetQuery = {
  window?: Window;
  owner?: string;
  system?: string;
  domain?: string;
};
type SloScope = {
  owner?: string;
  system?: string;
  domain?: string;
  environment?: string;
  text?: string;
};
type OfSource = { source?: string };
type Listed<TItem> = { items: TItem[]; nextCursor?: string };
type List<TItem> = { items: TItem[]; freshness: Freshness };
type Page<TItem> = List<TItem> & { nextCursor?: string };

/**
 * The operations of `openapi.yaml` as types: requests are validated against
 * the document, and the tests check the answers against it.
 */
export type Endpoints = {
  '#get|/sources': { response: { items: SourceHealth[] } };
  '#get|/inbox': {
    query: Paging & OfSource & { state?: InboxState; event?: string };
    response: Listed<InboxDelivery>;
  };
  '#post|/inbox/replay': {
    body: { state: 'parked' | 'applied'; source?: string; event?: string };
    response: { count: number };
  };
  '#get|/inbox/{deliveryId}': {
    path: { deliveryId: string };
    response: InboxDeliveryDetail;
  };
  '#_delete|/inbox/{deliveryId}': {
    path: { deliveryId: string };
    response: void;
  };
  '#post|/inbox/{deliveryId}/replay': {
    path: { deliveryId: string };
    response: void;
  };
  '#get|/work': {
    query: Paging & OfSource & { state?: WorkState };
    response: Listed<WorkItem>;
  };
  '#post|/work/{workId}/retry': {
    path: { workId: string };
    response: void;
  };
  '#get|/entities/{kind}/{namespace}/{name}/delivery': {
    path: EntityPath;
    response: DeliverySummary;
  };
  '#get|/entities/{kind}/{namespace}/{name}/runs': {
    path: EntityPath;
    query: Paging & { status?: RunStatus; ref?: string };
    response: Page<PipelineRun>;
  };
  '#get|/entities/{kind}/{namespace}/{name}/runs/{runId}': {
    path: EntityPath & { runId: string };
    response: PipelineRunDetail;
  };
  '#post|/entities/{kind}/{namespace}/{name}/runs/{runId}/actions': {
    path: EntityPath & { runId: string };
    body: { action: RunControl };
    response: void;
  };
  '#get|/entities/{kind}/{namespace}/{name}/jobs/{jobId}/trace': {
    path: EntityPath & { jobId: string };
    response: JobTrace;
  };
  '#post|/entities/{kind}/{namespace}/{name}/jobs/{jobId}/actions': {
    path: EntityPath & { jobId: string };
    body: { action: JobControl };
    response: void;
  };
  '#get|/entities/{kind}/{namespace}/{name}/deployments': {
    path: EntityPath;
    query: Paging & { environment?: string };
    response: Page<Deployment>;
  };
  '#get|/entities/{kind}/{namespace}/{name}/environments': {
    path: EntityPath;
    response: List<EnvironmentState>;
  };
  '#get|/entities/{kind}/{namespace}/{name}/changes': {
    path: EntityPath;
    query: { from: string; to: string };
    response: PendingChanges;
  };
  '#get|/entities/{kind}/{namespace}/{name}/incidents': {
    path: EntityPath;
    query: Paging;
    response: Page<Incident>;
  };
  '#get|/entities/{kind}/{namespace}/{name}/alerts': {
    path: EntityPath;
    query: Paging & { status?: AlertStatus };
    response: Page<Alert>;
  };
  '#get|/entities/{kind}/{namespace}/{name}/metrics': {
    path: EntityPath;
    query: MetricsQuery;
    response: DeliveryMetrics;
  };
  '#get|/entities/{kind}/{namespace}/{name}/metrics/{metric}/rows': {
    path: EntityPath & { metric: MetricName };
    query: MetricsQuery & Paging;
    response: Page<MetricRow>;
  };
  '#get|/fleet': {
    query: FleetQuery &
      Paging & {
        sort?: 'name' | keyof FleetFigures;
        order?: 'asc' | 'desc';
      };
    response: FleetPage;
  };
  '#get|/fleet/series': {
    query: FleetQuery;
    response: { items: FleetDay[] };
  };
  '#get|/fleet/groups': {
    query: FleetQuery & Paging & { by?: 'owner' | 'system' | 'domain' };
    response: FleetGroupPage;
  };
  '#get|/drift': {
    query: Paging & {
      owner?: string;
      system?: string;
      state?: PipelineState;
      difference?: DriftKind;
      version?: string;
    };
    response: DriftPage;
  };
  '#get|/entities/{kind}/{namespace}/{name}/drift': {
    path: EntityPath;
    response: { pipeline?: GeneratedPipelineDetail };
  };
  '#get|/slos': {
    query: SloScope &
      Paging & {
        state?: SloState[];
        sort?: 'state' | 'name' | 'budgetRemaining' | 'currentBurn';
        order?: 'asc' | 'desc';
      };
    response: FleetSloPage;
  };
  '#get|/slos/groups': {
    query: SloScope & Paging & { by?: 'owner' | 'system' | 'domain' };
    response: SloGroupPage;
  };
  '#get|/entities/{kind}/{namespace}/{name}/slos': {
    path: EntityPath;
    response: List<Slo> & { problems: SloProblem[]; environments: string[] };
  };
  '#get|/entities/{kind}/{namespace}/{name}/slos/{sloId}/history': {
    path: EntityPath & { sloId: string };
    query: { from?: string; to?: string; points?: number };
    response: SloHistory;
  };
  '#get|/gate': {
    query: { entity: string; environment: string };
    response: DeploymentGate;
  };
  '#get|/gate/environments': {
    query: { entity: string };
    response: EntityGates;
  };
  '#get|/gate/overrides': {
    query: Paging & { entity: string; environment?: string };
    response: Listed<GateOverride>;
  };
  '#post|/gate/overrides': {
    body: {
      entity: string;
      environment: string;
      reason: string;
      until: string;
    };
    response: GateOverride;
  };
  '#_delete|/gate/overrides/{overrideId}': {
    path: { overrideId: string };
    response: void;
  };
};

export type DevopsRouter = TypedRouter<Endpoints>;
