import type { Slo } from '@backstage-devops/plugin-devops-common';
import type { SloSource } from '@backstage-devops/plugin-devops-node';
import {
  calendarWindow,
  DAY_MS,
  describeSlo,
  describeWindow,
  errorBudget,
  formatDuration,
  formatPercent,
  windowRange,
  type RatioStatus,
} from '@backstage-devops/plugin-devops-slo';
import type { StoredSlo } from '../../database/slos/SloStore';
import type { Standing } from '../../database/slos/StandingStore';
import { compact } from '../../services/views/cells';
import { burnWindowsOf, instant, known, periodOf, queriesOf } from '../toSlo';

/** An objective that a source tells about, with its file where there is one. */
export type JudgedStanding = {
  /** Unique among the objectives of an entity. */
  id: string;
  standing: Standing;
  status: RatioStatus;
  stored?: StoredSlo;
  /** Undefined when it is not configured any more. */
  source?: SloSource;
};

/** The objective as the API answers it: what is not known is left out. */
export function standingSlo(judged: JudgedStanding): Slo {
  const { id, standing, status, stored, source } = judged;
  const { record } = standing;
  const spec = stored?.spec;
  return compact<Slo>({
    id,
    name: record.name,
    title: spec?.displayName,
    description: spec?.description,
    service: record.service,
    environment: record.environment,
    objective: record.objective,
    windowMs: record.windowMs,
    windowText: windowTextOf(judged),
    windowKind: record.calendar ? 'calendar' : 'rolling',
    period: record.calendar && periodOf(status.range, record.calendar),
    indicator: spec?.indicator.description ?? spec?.indicator.displayName,
    queries: spec && queriesOf(spec),
    figures: source?.explain({
      ...record,
      burnWindowMs: status.currentBurnWindowMs ?? undefined,
      periodMs: periodLength(standing),
    }),
    state: status.state,
    sentence: sentenceOf(judged),
    errorRatio: known(status.errorRatio),
    budgetRemaining: known(status.budgetRemaining),
    currentBurn: known(status.currentBurn),
    eventsPerSecond: record.eventsPerSecond,
    exhaustsInMs:
      status.exhaustsInMs === null
        ? undefined
        : Math.round(status.exhaustsInMs),
    burnWindows: burnWindowsOf(status.burnWindows),
    alerts: record.alerts.map(alert =>
      compact({ ...alert, runbookUrl: runbookOf(judged, alert.severity) }),
    ),
    measuredAt: instant(status.newestAt),
    stateSince:
      standing.state === status.state
        ? instant(standing.stateSince)
        : undefined,
    source: stored && {
      file: stored.spec.source.file,
      url: stored.url,
      line: stored.spec.source.line,
    },
    measuredBy: {
      id: standing.sourceId,
      title: source?.title ?? standing.sourceId,
    },
  });
}

/** How long the calendar period had gone on when the figures were read. */
function periodLength({ record, readAt }: Standing): number | undefined {
  const window = record.calendar && calendarWindow(record.calendar);
  return window && readAt - windowRange(window, readAt).from;
}

/** The length of the window as the rules or the file tell it, or by itself. */
export function windowTextOf({ standing, stored }: JudgedStanding): string {
  const { calendar, windowMs } = standing.record;
  const told = calendar?.duration ?? stored?.spec.window.duration.text;
  if (told !== undefined) {
    return told;
  }
  const days = windowMs / DAY_MS;
  return Number.isInteger(days) ? `${days}d` : formatDuration(windowMs);
}

function sentenceOf(judged: JudgedStanding): string {
  const { stored, standing, status } = judged;
  const { objective, windowMs, environment, calendar } = standing.record;
  const where = environment === undefined ? '' : `In ${environment}, `;
  // What the rules say counts, also where the file is another one by now.
  const window = calendar && calendarWindow(calendar);
  const { from, to, resetsAt = to } = status.range;
  const over = window
    ? describeWindow(window)
    : `over ${formatDuration(windowMs)}`;
  const promise = stored
    ? describeSlo({ ...stored.spec, objective }, status)
    : `${formatPercent(objective)} of events are good ${over}: that allows ${formatDuration(errorBudget(objective) * (resetsAt - from))} of total failure`;
  const state = stateInWords(judged);
  return `${where}${promise}.${state ? ` ${state}.` : ''}`;
}

function stateInWords({
  standing,
  status,
  source,
}: JudgedStanding): string | undefined {
  const teller = source?.title ?? standing.sourceId;
  const { coverage } = standing.record;
  switch (status.state) {
    case 'no_data':
      return coverage === 'not_a_number'
        ? 'The error ratio of the window is not a number: rules that record no traffic as 0/0 lose the budget until it has left the window'
        : `${teller} has rules of it, and no data for them: what the queries select may have another name, or is not scraped`;
    case 'no_traffic':
      return 'It is measured, and there was no traffic';
    case 'stale':
      return standing.goneAt !== undefined
        ? `${teller} has no rules of it any more`
        : `The newest result is from ${instant(status.newestAt)}`;
    default:
      return status.budgetRemaining === null
        ? 'How much budget is left is known once the rule of the whole window has been evaluated'
        : undefined;
  }
}

/** Where the file says what to do about an alert. */
function runbookOf(
  { stored }: JudgedStanding,
  severity: string | undefined,
): string | undefined {
  if (!stored || (severity !== 'page' && severity !== 'ticket')) {
    return undefined;
  }
  const { annotations } = stored.spec.alerting[severity];
  const url = annotations.runbook_url ?? annotations.runbook;
  return url && /^https?:\/\//.test(url) ? url : undefined;
}
