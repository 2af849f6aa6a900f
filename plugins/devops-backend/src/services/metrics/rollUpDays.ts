import type {
  DeploymentReport,
  DoraResult,
  IncidentReport,
} from '@backstage-devops/plugin-devops-dora';
import type {
  Owners,
  OwnershipRow,
  RollupDayRow,
} from '../../database/derivedRows';
import type { RunFigureRow } from '../../database/operations/figures/readHistory';
import { tierOf } from '../views/tiers';
import type { DayCalendar } from './DayCalendar';
import { EnvironmentDays } from './EnvironmentDays';
import type { EntityRecords } from './toDoraRecords';

const NOBODY: Owners = { owner_ref: null, system_ref: null, domain_ref: null };
/** Where runs are counted, which belong to no environment. */
const NO_ENVIRONMENT = '';

/**
 * Counts what happened by environment and day, from the start of a day on.
 *
 * @param result - of a window that begins there or earlier.
 */
export function rollUpDays(options: {
  entityUid: string;
  since: number;
  calendar: DayCalendar;
  records: EntityRecords;
  result: DoraResult;
  runs: RunFigureRow[];
  ownership: OwnershipRow[];
}): RollupDayRow[] {
  const { calendar, ownership, result, since } = options;
  const days = new EnvironmentDays(calendar, since);
  const deployments = new Map(result.deployments.map(row => [row.id, row]));

  countRuns(days, options.runs);
  countRollouts(days, options.records);
  result.deployments.forEach(row => countKind(days, row));
  countVerdicts(days, result, deployments);
  countDurations(days, result, deployments);
  for (const incident of result.incidents) {
    countIncident(
      days,
      incident,
      environmentOf(incident, options, deployments),
    );
  }

  const production = new Set(
    result.deployments
      .filter(({ tier }) => tier === 'production')
      .map(({ environment }) => environment),
  );
  const isPooled = (environment: string) =>
    environment === NO_ENVIRONMENT ||
    production.has(environment) ||
    tierOf(environment, null) === 'production';
  return days.map(({ environment, day, counts }) => ({
    entity_uid: options.entityUid,
    environment,
    day,
    ...ownersAt(ownership, calendar.endOf(day)),
    pooled: isPooled(environment),
    ...counts.toRow(),
  }));
}

function countRuns(days: EnvironmentDays, runs: RunFigureRow[]): void {
  for (const { created_at, status, duration_ms } of runs) {
    days.at(NO_ENVIRONMENT, Number(created_at), counts => {
      counts.count('runs');
      counts.count(status === 'succeeded' ? 'runs_succeeded' : 'runs_failed');
      if (duration_ms !== null) {
        counts.measure('run_ms_hist', Number(duration_ms));
      }
    });
  }
}

/** Each attempt counts, as in the success rate. */
function countRollouts(
  days: EnvironmentDays,
  { deployments }: EntityRecords,
): void {
  for (const { environment, outcome, finishedAt } of deployments) {
    if (outcome === 'success' || outcome === 'failure') {
      days.at(environment, finishedAt, counts =>
        counts.count(
          outcome === 'success'
            ? 'deployments_succeeded'
            : 'deployments_failed',
        ),
      );
    }
  }
}

function countKind(
  days: EnvironmentDays,
  { environment, finishedAt, kind }: DeploymentReport,
): void {
  if (kind === null) {
    return;
  }
  days.at(environment, finishedAt, counts => {
    if (kind !== 'redeploy') {
      counts.count('deployments');
    }
    if (kind !== 'initial') {
      counts.count(
        (
          {
            forward: 'forward',
            redeploy: 'redeploys',
            rollback: 'rollbacks',
          } as const
        )[kind],
      );
    }
  });
}

function countVerdicts(
  days: EnvironmentDays,
  { metrics }: DoraResult,
  deployments: Map<string, DeploymentReport>,
): void {
  for (const row of metrics.changeFailRate.explanation.rows) {
    const deployment = deployments.get(row.deployment ?? '');
    if (deployment) {
      days.at(deployment.environment, deployment.finishedAt, counts => {
        counts.count(row.counted ? 'judged' : 'pending');
        counts.count('failed_changes', row.counted && row.value ? 1 : 0);
      });
    }
  }
  for (const row of metrics.reworkRate.explanation.rows) {
    const deployment = deployments.get(row.deployment ?? '');
    if (deployment && row.value) {
      days.at(deployment.environment, deployment.finishedAt, counts =>
        counts.count('unplanned'),
      );
    }
  }
}

function countDurations(
  days: EnvironmentDays,
  { metrics }: DoraResult,
  deployments: Map<string, DeploymentReport>,
): void {
  for (const row of metrics.leadTime.explanation.rows) {
    const deployment = deployments.get(row.deployment ?? '');
    if (deployment && row.counted && typeof row.value === 'number') {
      const seconds = row.value;
      days.at(deployment.environment, deployment.finishedAt, counts => {
        counts.count('changes');
        counts.measure('lead_hist', seconds);
      });
    }
  }
  for (const row of metrics.recoveryTime.explanation.rows) {
    const deployment = deployments.get(row.deployment ?? '');
    if (deployment && row.counted && typeof row.value === 'number') {
      const seconds = row.value;
      const recoveredAt =
        (deployment.finishedAt ?? NaN) + Math.round(seconds * 1000);
      days.at(deployment.environment, recoveredAt, counts => {
        counts.count('recoveries');
        counts.measure('recovery_hist', seconds);
      });
    }
  }
}

function countIncident(
  days: EnvironmentDays,
  { startedAt, resolvedAt }: IncidentReport,
  environment: string,
): void {
  days.at(environment, startedAt, counts => counts.count('incidents'));
  if (resolvedAt !== null && resolvedAt >= startedAt) {
    days.at(environment, resolvedAt, counts =>
      counts.measure('restore_hist', (resolvedAt - startedAt) / 1000),
    );
  }
}

function environmentOf(
  incident: IncidentReport,
  { records }: { records: EntityRecords },
  deployments: Map<string, DeploymentReport>,
): string {
  return (
    deployments.get(incident.deployment ?? '')?.environment ??
    records.incidents.find(({ id }) => id === incident.id)?.environment ??
    NO_ENVIRONMENT
  );
}

/** Whose an entity was at the end of a day: a day has one owner. */
function ownersAt(ownership: OwnershipRow[], end: number): Owners {
  const row = ownership.findLast(({ valid_from }) => Number(valid_from) < end);
  const { owner_ref, system_ref, domain_ref } = row ?? NOBODY;
  return { owner_ref, system_ref, domain_ref };
}
