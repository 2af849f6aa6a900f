import type {
  SloStatusRecord,
  SloStatusReport,
} from '@backstage-devops/plugin-devops-node';
import type { Knex } from 'knex';
import { asJson, rowsOf, selectFromJson } from '../dialect';
import { DAY_MS, FINE_MS, HOUR_MS } from './points';

/** Rows of one statement: SQLite answers nothing else meanwhile. */
const CHUNK = 500;
/** What the columns of names hold. */
const LONGEST = 255;

type SavedRow = {
  /** PostgreSQL gives large numbers as texts. */
  id: number | string;
  slo_id: string;
  environment: string;
};

/**
 * Stores a report: where each objective stands, and its figures in the
 * stretches of time that the moment of the report lies in. What the report
 * does not have is marked as gone and keeps its figures. The same report twice
 * ends in the same rows, and an older one does not undo a newer one.
 */
export async function saveReport(
  tx: Knex.Transaction,
  sourceId: string,
  report: SloStatusReport,
): Promise<void> {
  const at = report.at.getTime();
  const all = storable(report.statuses);
  for (let i = 0; i < all.length; i += CHUNK) {
    const statuses = all.slice(i, i + CHUNK);
    const saved = await upsertStandings(tx, sourceId, statuses, at);
    const ids = new Map(
      saved.map(row => [keyOf(row.slo_id, row.environment), Number(row.id)]),
    );
    const figures = statuses.flatMap(status => {
      const id = ids.get(keyOf(status.sloId, status.environment ?? ''));
      return id === undefined ? [] : (figuresOf(status, id) ?? []);
    });
    await upsertPoints(tx, figures, at);
    await upsertLedger(tx, figures, at);
  }
  await tx('slo_standings')
    .where('source_id', sourceId)
    .where('read_at', '<', at)
    .whereNull('gone_at')
    .update({ gone_at: at });
}

/** Each once, and none whose names are longer than a name may be. */
function storable(statuses: SloStatusRecord[]): SloStatusRecord[] {
  const byKey = new Map<string, SloStatusRecord>();
  for (const status of statuses) {
    const { sloId, environment = '', service } = status;
    if ([sloId, environment, service].every(name => name.length <= LONGEST)) {
      byKey.set(keyOf(sloId, environment), status);
    }
  }
  return [...byKey.values()];
}

async function upsertStandings(
  tx: Knex.Transaction,
  sourceId: string,
  statuses: SloStatusRecord[],
  at: number,
): Promise<SavedRow[]> {
  const columns = [
    'source_id',
    'slo_id',
    'environment',
    'service',
    'record',
    'read_at',
    'measured_at',
  ];
  const rows = statuses.map(status => ({
    source_id: sourceId,
    slo_id: status.sloId,
    environment: status.environment ?? '',
    service: status.service,
    record: JSON.stringify(status),
    read_at: at,
    measured_at: status.live ? at : null,
  }));
  const saved = await tx.raw(
    `insert into slo_standings (${columns.join(', ')})
     ${selectFromJson(tx, 'slo_standings', columns)}
     on conflict (source_id, slo_id, environment) do update set
       service = excluded.service,
       record = excluded.record,
       read_at = excluded.read_at,
       measured_at = coalesce(excluded.measured_at, slo_standings.measured_at),
       gone_at = null
     where slo_standings.read_at <= excluded.read_at
     returning id, slo_id, environment`,
    [asJson(rows)],
  );
  return rowsOf<SavedRow>(saved);
}

type Figures = {
  standing_id: number;
  objective: number;
  window_ms: number;
  error_ratio: number | null;
  recent_ratio: number | null;
};

/** Undefined where nothing is known: then there is a gap, and not a zero. */
function figuresOf(status: SloStatusRecord, id: number): Figures | undefined {
  const { ratios, windowMs, objective, live, calendar } = status;
  const whole = calendar
    ? calendar.errorRatio
    : ratios.find(ratio => ratio.windowMs === windowMs)?.errorRatio;
  const shortest = ratios.find(ratio => ratio.windowMs !== windowMs);
  return live && (whole !== undefined || shortest)
    ? {
        standing_id: id,
        objective,
        window_ms: windowMs,
        error_ratio: whole ?? null,
        recent_ratio: shortest?.errorRatio ?? null,
      }
    : undefined;
}

async function upsertPoints(
  tx: Knex.Transaction,
  figures: Figures[],
  at: number,
): Promise<void> {
  if (figures.length === 0) {
    return;
  }
  const columns = [
    'standing_id',
    'length_ms',
    'start',
    'error_ratio',
    'recent_ratio',
    'objective',
  ];
  const rows = figures.flatMap(one =>
    [FINE_MS, HOUR_MS].map(length => ({
      ...one,
      length_ms: length,
      start: Math.floor(at / length) * length,
    })),
  );
  await tx.raw(
    `insert into slo_points (${columns.join(', ')})
     ${selectFromJson(tx, 'slo_points', columns)}
     on conflict (standing_id, length_ms, start) do update set
       error_ratio = excluded.error_ratio,
       recent_ratio = excluded.recent_ratio,
       objective = excluded.objective`,
    [asJson(rows)],
  );
}

async function upsertLedger(
  tx: Knex.Transaction,
  figures: Figures[],
  at: number,
): Promise<void> {
  const rows = figures
    .filter(({ error_ratio }) => error_ratio !== null)
    .map(one => ({
      ...one,
      day: Math.floor(at / DAY_MS) * DAY_MS,
      highest_error_ratio: one.error_ratio,
    }));
  if (rows.length === 0) {
    return;
  }
  const columns = [
    'standing_id',
    'day',
    'objective',
    'window_ms',
    'error_ratio',
    'highest_error_ratio',
  ];
  await tx.raw(
    `insert into slo_ledger (${columns.join(', ')})
     ${selectFromJson(tx, 'slo_ledger', columns)}
     on conflict (standing_id, day) do update set
       objective = excluded.objective,
       window_ms = excluded.window_ms,
       error_ratio = excluded.error_ratio,
       highest_error_ratio = case
         when slo_ledger.highest_error_ratio > excluded.highest_error_ratio
         then slo_ledger.highest_error_ratio
         else excluded.highest_error_ratio
       end`,
    [asJson(rows)],
  );
}

function keyOf(sloId: string, environment: string): string {
  return `${sloId}\n${environment}`;
}
