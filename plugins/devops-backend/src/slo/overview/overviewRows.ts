import type { OverviewRow } from '../../database/slos/overview/overviewRow';
import { probeIndicator } from '../countRollups';
import type { EvaluatedSlo } from '../SloEvaluator';
import { staleAfterMs } from '../standings/judgeStanding';
import { windowTextOf, type JudgedStanding } from '../standings/standingSlo';

/** What a row is of, and when it was judged. */
type Of = { uid: string; now: number };

/** An objective that was counted from results, or that nothing measures. */
export function countedRow(
  { spec, status, staleAfter }: EvaluatedSlo,
  of: Of,
): OverviewRow {
  return {
    ...standOf(status, staleAfter, of),
    slo_id: spec.id,
    source_id: null,
    title: spec.displayName ?? spec.name,
    environment: probeIndicator(spec)?.total.environment ?? null,
    objective: spec.objective,
    window_text: spec.window.duration.text,
  };
}

/** An objective that a source told. */
export function toldRow(judged: JudgedStanding, of: Of): OverviewRow {
  const { id, standing, status, stored, source } = judged;
  const { record } = standing;
  return {
    ...standOf(status, staleAfterMs(source?.intervalMs), of),
    slo_id: id,
    source_id: standing.sourceId,
    title: stored?.spec.displayName ?? record.name,
    environment: record.environment ?? null,
    objective: record.objective,
    window_text: windowTextOf(judged),
  };
}

type Status = (EvaluatedSlo | JudgedStanding)['status'];

function standOf(status: Status, staleAfter: number, { uid, now }: Of) {
  const { state, newestAt } = status;
  // What is not known, or is stale already, does not become so.
  const ages =
    newestAt !== null && !['no_data', 'stale', 'unmeasured'].includes(state);
  return {
    entity_uid: uid,
    state,
    budget_remaining: status.budgetRemaining,
    current_burn: status.currentBurn,
    measured_at: newestAt,
    stale_at: ages ? newestAt + staleAfter : null,
    judged_at: now,
  };
}
