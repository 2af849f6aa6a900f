import { share } from './budgetDays';
import { findStretches, Stretch } from './findStretches';
import { Measurement } from './Measurement';
import { BacktestDetection, BacktestStretch } from './model';
import { ReplayedAlert } from './replayAlerts';

/** Judges alerts by the stretches of time that threatened the budget. */
export function judgeAlerts(
  measurement: Measurement,
  alerts: readonly ReplayedAlert[],
  options: {
    /** Window whose burn rate makes a stretch. */
    stretchMs: number;
    budget: number;
    /** Bad events that the budget of one window allows. */
    allowed: number;
    significantShare: number;
    from: number;
  },
): { stretches: BacktestStretch[]; detection: BacktestDetection } {
  const { allowed, budget, significantShare, from } = options;
  const { grid, bad } = measurement;
  const burning = alerts.filter(({ cause }) => cause === 'burnRate');
  const pages = burning.filter(({ severity }) => severity === 'page');
  const tickets = burning.filter(({ severity }) => severity === 'ticket');
  const significant = findStretches(measurement, {
    windowMs: options.stretchMs,
    budget,
  }).filter(
    stretch =>
      share(bad[stretch.to] - bad[stretch.from], allowed) >= significantShare &&
      grid.endOf(stretch.to - 1) > from,
  );

  const stretches = significant.map(stretch => {
    const page = firstDuring(stretch, pages);
    const ticket = firstDuring(stretch, tickets);
    const startedAt = grid.endOf(stretch.from - 1);
    const spent = bad[stretch.to] - bad[stretch.from];
    const total =
      measurement.total[stretch.to] - measurement.total[stretch.from];
    const untilPage =
      page && Math.max(0, bad[page.firstStep + 1] - bad[stretch.from]);
    return {
      startedAt,
      endedAt: grid.endOf(stretch.to - 1),
      budgetSpent: share(spent, allowed),
      burnRate: spent / total / budget,
      detectionMs: page ? Math.max(0, page.startedAt - startedAt) : null,
      ticketMs: ticket ? Math.max(0, ticket.startedAt - startedAt) : null,
      budgetSpentUntilPage:
        untilPage === undefined ? null : share(untilPage, allowed),
    };
  });

  const told = pages.filter(({ startedAt }) => startedAt > from);
  const right = told.filter(page =>
    significant.some(stretch => isDuring(stretch, page)),
  );
  const times = stretches
    .flatMap(({ detectionMs }) => (detectionMs === null ? [] : [detectionMs]))
    .sort((a, b) => a - b);
  return {
    stretches,
    detection: {
      precision: told.length === 0 ? null : right.length / told.length,
      recall: stretches.length === 0 ? null : times.length / stretches.length,
      medianMs: times[Math.floor((times.length - 1) / 2)] ?? null,
      longestMs: times[times.length - 1] ?? null,
    },
  };
}

function firstDuring(
  stretch: Stretch,
  alerts: ReplayedAlert[],
): ReplayedAlert | undefined {
  return alerts.find(alert => isDuring(stretch, alert));
}

/** Whether an alert fires at a time at which the stretch burns. */
function isDuring(stretch: Stretch, alert: ReplayedAlert): boolean {
  return alert.firstStep <= stretch.lastStep && alert.endStep > stretch.from;
}
