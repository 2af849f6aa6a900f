import type { Knex } from 'knex';
import type {
  DeliveryRecord,
  RangeRecord,
} from '@backstage-devops/plugin-devops-node';

/**
 * The earliest instant, by scope, that records tell something about, epoch
 * milliseconds.
 *
 * Things are counted when they end, and none ends before it began: so the
 * beginning is early enough even when a record moves the end. Of a range the
 * first deployment counts that it explains.
 */
export async function earliestEffect(
  knex: Knex,
  sourceId: string,
  records: DeliveryRecord[],
): Promise<Map<string, number>> {
  const earliest = new Map<string, number>();
  const note = (scope: string, at: number) =>
    earliest.set(scope, Math.min(at, earliest.get(scope) ?? Infinity));
  for (const record of records) {
    for (const instant of instantsOf(record)) {
      note(record.scope, Date.parse(instant));
    }
  }
  const ranges = records.filter(record => record.type === 'range');
  for (const [scope, revisions] of revisionsByScope(ranges)) {
    const first = await knex('deployment')
      .where({ source_id: sourceId, scope })
      .whereIn('revision', [...revisions])
      .min({ at: 'created_at' })
      .first();
    if (first?.at !== null && first?.at !== undefined) {
      note(scope, Number(first.at));
    }
  }
  return earliest;
}

function instantsOf(record: DeliveryRecord): string[] {
  switch (record.type) {
    case 'run':
    case 'job':
    case 'deployment':
      return [record.createdAt, record.startedAt, record.finishedAt].flatMap(
        instant => instant ?? [],
      );
    case 'change':
    case 'gate':
      return [record.createdAt];
    case 'incident':
    case 'alert':
      return [record.startedAt];
    default:
      return [];
  }
}

function revisionsByScope(ranges: RangeRecord[]): Map<string, Set<string>> {
  const result = new Map<string, Set<string>>();
  for (const { scope, to } of ranges) {
    result.set(scope, (result.get(scope) ?? new Set()).add(to));
  }
  return result;
}
