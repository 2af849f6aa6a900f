import type {
  DeliveryMetrics,
  Freshness,
  MetricName,
  MetricRow,
  MetricValue,
} from '@backstage-devops/plugin-devops-common';
import {
  INDUSTRY_BENCHMARKS_2025,
  type DoraMetric,
  type LeadTime,
} from '@backstage-devops/plugin-devops-dora';
import { Duration } from 'luxon';
import type {
  MetricRow as ComputedRow,
  MetricsAnswer,
  MetricsOptions,
} from '../metrics/types';
import { compact } from './cells';

/** Fewer rows than this get a number, but no score. */
const ENOUGH_ROWS = 10;

const UNITS: Record<DoraMetric['unit'], MetricValue['unit']> = {
  'per day': 'per_day',
  'days per week': 'days_per_week',
  seconds: 'seconds',
  ratio: 'ratio',
};

const STAGES: Array<keyof LeadTime['stages']> = [
  'coding',
  'pickup',
  'review',
  'deploy',
];

type Computed = Omit<DoraMetric, 'explanation'> & {
  p75?: number | null;
  p90?: number | null;
  stages?: LeadTime['stages'];
};

/** The metrics of an entity as the API tells them. */
export function viewMetrics(
  answer: MetricsAnswer,
  freshness: Freshness,
): DeliveryMetrics {
  const { metrics, benchmark } = answer;
  const value = (name: MetricName) =>
    viewMetric(metrics[name], {
      level:
        name in benchmark.levels ? benchmark.levels[name as 'leadTime'] : null,
      score: benchmark.scores[name],
    });
  return compact({
    window: compact({
      from: new Date(answer.from).toISOString(),
      to: new Date(answer.to).toISOString(),
      days: answer.window,
    }),
    options: viewOptions(answer.options),
    metrics: {
      deploymentFrequency: value('deploymentFrequency'),
      leadTime: value('leadTime'),
      changeFailRate: value('changeFailRate'),
      reworkRate: value('reworkRate'),
      recoveryTime: value('recoveryTime'),
    },
    more: {
      deployDaysPerWeek: viewMetric(metrics.deployDaysPerWeek),
      successRate: viewMetric(metrics.successRate),
      restoreTime: {
        value: metrics.recoveryTime.restore.p50,
        n: metrics.recoveryTime.restore.n,
        unit: 'seconds' as const,
        dataQuality: { open: metrics.recoveryTime.restore.open },
      },
      runSuccessRate: {
        value: answer.runs.successRate,
        n: answer.runs.n,
        unit: 'ratio' as const,
        dataQuality: {},
      },
    },
    benchmark: compact({
      overall: benchmark.overall ?? undefined,
      throughput: benchmark.throughput ?? undefined,
      stability: benchmark.stability ?? undefined,
      industry: industryMeans(),
    }),
    quality: answer.quality ?? undefined,
    computedAt: new Date(answer.asOf).toISOString(),
    freshness,
  });
}

function viewMetric(
  metric: Computed,
  judged: { level?: number | null; score?: number | null } = {},
): MetricValue {
  const isJudged = metric.n >= ENOUGH_ROWS;
  return compact({
    value: metric.value,
    n: metric.n,
    unit: UNITS[metric.unit],
    p75: metric.p75,
    p90: metric.p90,
    level: isJudged ? (judged.level ?? undefined) : undefined,
    score: isJudged ? (judged.score ?? undefined) : undefined,
    stages:
      metric.stages &&
      STAGES.map(name => ({
        name,
        value: metric.stages?.[name].p50 ?? null,
        n: metric.stages?.[name].n ?? 0,
      })),
    dataQuality: metric.dataQuality,
  });
}

function viewOptions(options: MetricsOptions): DeliveryMetrics['options'] {
  const { definition, attributionWindowMs, timezone } = options;
  return {
    definition,
    attributionWindow:
      attributionWindowMs === null
        ? 'inf'
        : (Duration.fromMillis(attributionWindowMs).rescale().toISO() ?? ''),
    timezone,
  };
}

/** A row behind a number as the API tells it. */
export function viewMetricRow(row: ComputedRow): MetricRow {
  const { deployment, change, incident, value, counted, why } = row;
  const at = row.at === undefined ? {} : { at: new Date(row.at).toISOString() };
  const common = { ...at, counted, value: value ?? undefined, reasons: [why] };
  if (incident) {
    return compact({
      ...common,
      type: 'incident' as const,
      id: incident.id,
      deploymentId: incident.deployment ?? undefined,
      confidence: incident.confidence ?? undefined,
    });
  }
  if (change) {
    return compact({
      ...common,
      at: new Date(change.deliveredAt).toISOString(),
      type: 'change' as const,
      id: change.id,
      environment: change.environment,
      revision: change.revision ?? undefined,
      deploymentId: change.deployment,
      stages: Object.fromEntries(
        Object.entries(change.stages).flatMap(([name, seconds]) =>
          seconds === null ? [] : [[name, seconds]],
        ),
      ),
    });
  }
  if (!deployment) {
    return compact({ ...common, type: 'period' as const, id: why });
  }
  return compact({
    ...common,
    type: 'deployment' as const,
    id: deployment.id,
    environment: deployment.environment,
    revision: deployment.revision ?? undefined,
    kind: deployment.kind ?? undefined,
    verdict: deployment.verdict ?? undefined,
    reasons: [why, ...deployment.reasons, ...deployment.unplanned],
  });
}

function industryMeans(): Record<string, number> {
  const { all } = INDUSTRY_BENCHMARKS_2025;
  return {
    overall: all.overall,
    throughput: all.throughput.mean,
    stability: all.stability.mean,
    deploymentFrequency: all.deploymentFrequency.mean,
    leadTime: all.leadTime.mean,
    changeFailRate: all.changeFailRate.mean,
    reworkRate: all.reworkRate.mean,
    recoveryTime: all.recoveryTime.mean,
  };
}
