import {
  quickCheck,
  type DoraResult,
} from '@backstage-devops/plugin-devops-dora';

/** The result as JSON with instants in ISO 8601. */
export function toJson(
  result: DoraResult,
  options: { explain?: boolean } = {},
): string {
  const metrics = Object.fromEntries(
    Object.entries(result.metrics).map(([name, { explanation, ...metric }]) => [
      name,
      options.explain ? { ...metric, explanation } : metric,
    ]),
  );
  return `${JSON.stringify(
    {
      definition: result.definition,
      from: instant(result.from),
      to: instant(result.to),
      timezone: result.timezone,
      metrics,
      quickCheck: scores(result),
      deployments: result.deployments.map(deployment => ({
        ...deployment,
        finishedAt: instant(deployment.finishedAt),
      })),
      incidents: result.incidents,
    },
    null,
    2,
  )}\n`;
}

export function scores({ metrics }: DoraResult) {
  return quickCheck({
    leadTime: metrics.leadTime.value,
    deploymentFrequency: metrics.deploymentFrequency.value,
    recoveryTime: metrics.recoveryTime.value,
    changeFailRate: metrics.changeFailRate.value,
    reworkRate: metrics.reworkRate.value,
  });
}

function instant(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
