import type { DoraResult } from '@backstage-devops/plugin-devops-dora';
import type { MetricName, MetricRow } from './types';

/** The rows that a metric looked at, with what was found out, newest first. */
export function metricRows(
  result: DoraResult,
  metric: MetricName,
): MetricRow[] {
  const deployments = new Map(result.deployments.map(row => [row.id, row]));
  const incidents = new Map(result.incidents.map(row => [row.id, row]));
  const changes = new Map(
    result.changes.map(row => [keyOf(row.id, row.deployment), row]),
  );
  const rows = result.metrics[metric].explanation.rows.map(
    ({ deployment, change, incident, value, counted, why }): MetricRow => {
      const row: MetricRow = { value, counted, why };
      if (deployment !== undefined) {
        row.deployment = deployments.get(deployment);
        row.at = row.deployment?.finishedAt ?? undefined;
      }
      if (change !== undefined) {
        row.change = changes.get(keyOf(change, deployment));
      }
      if (incident !== undefined) {
        row.incident = incidents.get(incident);
        row.at = row.incident?.startedAt ?? row.at;
      }
      return row;
    },
  );
  return rows
    .map((row, index) => ({ row, index }))
    .sort((a, b) => (b.row.at ?? 0) - (a.row.at ?? 0) || a.index - b.index)
    .map(({ row }) => row);
}

function keyOf(...parts: Array<string | undefined>): string {
  return JSON.stringify(parts);
}
