import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';
import { z } from 'zod/v4';
import {
  idsOfLink,
  toDeploymentRecord,
  toReachedEnvironment,
} from './deployments';
import type { Deployment, DeploymentStatus } from './deployments';
import {
  instant,
  listOf,
  optionalInstant,
  optionalText,
  optionalUrl,
  parseOr,
  text,
} from './fields';
import { deploymentStateOf, isOutcomeless } from './status';

const statuses = z.object({
  nodes: listOf(
    // Null for what was deleted in the meantime, empty for what is no deployment.
    z
      .object({
        id: optionalText,
        statuses: z
          .object({
            nodes: listOf(
              z.object({
                state: text,
                environment: optionalText,
                environmentUrl: optionalUrl,
                logUrl: optionalUrl,
                createdAt: instant,
                updatedAt: optionalInstant,
              }),
              100,
            ),
          })
          .nullish(),
      })
      .nullable(),
    100,
  ),
});

/** States by the node id of their deployment, in the words of webhooks. */
export function readStatuses(data: unknown): Map<string, DeploymentStatus[]> {
  const { nodes } = parseOr(statuses, data, 'The states of deployments');
  return new Map(
    nodes.flatMap(node =>
      node?.id
        ? [
            [
              node.id,
              (node.statuses?.nodes ?? []).map(entry => ({
                state: entry.state.toLowerCase(),
                environment: entry.environment,
                environment_url: entry.environmentUrl,
                log_url: entry.logUrl,
                target_url: undefined,
                created_at: entry.createdAt,
                updated_at: entry.updatedAt,
              })),
            ] as const,
          ]
        : [],
    ),
  );
}

/** A deployment with all its states. */
export type DeploymentHistory = {
  deployment: Deployment;
  statuses: DeploymentStatus[];
};

/** Run and job that it belongs to, from the first state that links to them. */
export function idsOfHistory(history: DeploymentHistory): {
  runId?: number;
  jobId?: number;
} {
  return (
    history.statuses
      .map(({ log_url }) => idsOfLink(log_url))
      .find(({ runId }) => runId !== undefined) ?? {}
  );
}

/**
 * The deployment as it is, or as it went before another one took its place.
 * None when nothing but that is known.
 */
export function toDeploymentRecords(
  scope: string,
  history: DeploymentHistory,
): DeliveryRecord[] {
  const told = history.statuses.filter(({ state }) => !isOutcomeless(state));
  if (told.length === 0 && history.statuses.length > 0) {
    return [];
  }
  const status = told.reduce<DeploymentStatus | undefined>(newer, undefined);
  const starts = told
    .filter(({ state }) => state === 'in_progress')
    .map(({ created_at }) => created_at);
  const context = {
    teller: 'api' as const,
    scope,
    status,
    startedAt: starts.length > 0 ? Math.min(...starts) : undefined,
    ...idsOfHistory(history),
  };
  const record = toDeploymentRecord(history.deployment, context);
  return status && record.status === 'succeeded'
    ? [record, toReachedEnvironment(history.deployment, { ...context, status })]
    : [record];
}

/** The same order as that of versions: ends first, then time, then life cycle. */
function newer(
  a: DeploymentStatus | undefined,
  b: DeploymentStatus,
): DeploymentStatus {
  if (!a) {
    return b;
  }
  const [stateA, stateB] = [a, b].map(({ state }) => deploymentStateOf(state));
  const order =
    Number(stateA.terminal) - Number(stateB.terminal) ||
    a.created_at - b.created_at ||
    stateA.rank - stateB.rank;
  return order >= 0 ? a : b;
}
