import type {
  DeliveryMetrics,
  DeliverySummary,
  Deployment,
  DeploymentGate,
  EnvironmentState,
  FleetPage,
  FleetSlo,
  Freshness,
  GeneratedPipelineDetail,
  JobTrace,
  MetricRow,
  PendingChanges,
  PipelineRun,
  PipelineRunDetail,
  Slo,
  SloHistory,
  SloProblem,
  SourceHealth,
} from '@backstage-devops/plugin-devops-common';

/** A world that the pages are shown in. */
export type Scenario = {
  /** What this world is there to show. */
  description: string;
  sources: SourceHealth[];
  delivery: DeliverySummary;
  environments: EnvironmentState[];
  deployments: Deployment[];
  runs: PipelineRun[];
  details: Record<string, PipelineRunDetail>;
  traces: Record<string, JobTrace>;
  slos: Slo[];
  problems: SloProblem[];
  histories: Record<string, SloHistory>;
  /** By environment. */
  gates: Record<string, DeploymentGate>;
  metrics: DeliveryMetrics;
  metricRows: MetricRow[];
  pendingChanges: PendingChanges;
  fleet: FleetPage;
  fleetSlos: FleetSlo[];
  pipelines: GeneratedPipelineDetail[];
  /** Repositories of which nothing is known. */
  unreadable: number;
  readsRepositories: boolean;
  freshness: Freshness;
  /** Every request fails with this status. */
  failWith?: { status: number; message: string };
  /** No request ever ends. */
  neverAnswers?: boolean;
  /** Asking for an action fails with this status. */
  refuseWith?: { status: number; message: string };
};
