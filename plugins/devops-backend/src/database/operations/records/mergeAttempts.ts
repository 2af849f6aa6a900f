import type { Knex } from 'knex';
import { lockRows } from '../../dialect';
import { attemptId } from '../../ids';
import { attemptTable, type MergeTable } from '../../mergeTables';
import type { MergeRow } from '../../toRows';
import { NO_VERSION } from '../../versions';
import { addPlaceholders, mergeRows } from './mergeRows';

type Subject = 'run' | 'deployment';

/** What an attempt has of the row of its run or deployment. */
const TAKEN = [
  'source_id',
  'scope',
  'changed_at',
  'version',
  'status',
  ...attemptTable.optional.flatMap(column => [column, `${column}_version`]),
];

/**
 * Merges runs or deployments such that a retry does not lose what came before:
 * each attempt of a thing that has several ends with a row of its own in
 * `attempt`, whatever the order of arrival.
 *
 * Most things succeed or fail once, so a first attempt has no row there until
 * a second one is known. Up to then the thing's own row is made of records of
 * the first attempt alone, and is copied. A record without a number is of the
 * first attempt.
 */
export async function mergeAttempts(
  knex: Knex,
  subject: Subject,
  table: MergeTable,
  rows: MergeRow[],
): Promise<Set<string>> {
  const first = rows.filter(row => numberOf(row) === 1);
  const later = rows.filter(row => numberOf(row) > 1);

  const changed = await mergeRows(knex, table, first);
  if (later.length > 0) {
    await keepFirstAttempts(knex, subject, table, later);
    const changedLater = await mergeRows(knex, table, later);
    changedLater.forEach(id => changed.add(id));
  }
  // Asked only now: whoever added a second attempt meanwhile has held the
  // thing's own row until it was done.
  const retried = await withAttempts(knex, idsOf(first));
  const attempts = [...later, ...first.filter(row => retried.has(row.id))].map(
    row => ({ subjectId: row.id, row: toAttemptRow(subject, row) }),
  );
  const changedAttempts = await mergeRows(
    knex,
    attemptTable,
    attempts.map(({ row }) => row),
  );
  for (const { subjectId, row } of attempts) {
    if (changedAttempts.has(row.id)) {
      changed.add(subjectId);
    }
  }
  return changed;
}

/** Copies what is known before the first record of a later attempt is merged. */
async function keepFirstAttempts(
  knex: Knex,
  subject: Subject,
  table: MergeTable,
  later: MergeRow[],
): Promise<void> {
  const ids = idsOf(later);
  // A row that another transaction is about to insert cannot be locked, but
  // inserting it too waits for the other one.
  await addPlaceholders(knex, table, later);
  const known: Array<Record<string, unknown> & { id: string }> = await lockRows(
    knex,
    knex(table.name)
      .select('id', ...TAKEN)
      .whereIn('id', ids)
      .whereNot('version', NO_VERSION)
      .orderBy('id'),
  );
  const retried = await withAttempts(knex, ids);
  const copies = known
    .filter(({ id }) => !retried.has(id))
    .map(row => ({
      ...row,
      id: attemptId(subject, row.id, 1),
      subject,
      subject_id: row.id,
      attempt: 1,
    }));
  if (copies.length > 0) {
    await knex(attemptTable.name).insert(copies);
  }
}

/** Which of some runs or deployments are known to have several attempts. */
async function withAttempts(knex: Knex, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) {
    return new Set();
  }
  const rows: Array<{ subject_id: string }> = await knex(attemptTable.name)
    .distinct('subject_id')
    .whereIn('subject_id', ids);
  return new Set(rows.map(row => row.subject_id));
}

function toAttemptRow(subject: Subject, row: MergeRow): MergeRow {
  const attempt = numberOf(row);
  return {
    id: attemptId(subject, row.id, attempt),
    version: row.version,
    source_id: row.source_id,
    scope: row.scope,
    changed_at: row.changed_at,
    subject,
    subject_id: row.id,
    attempt,
    status: row.status,
    started_at: row.started_at,
    finished_at: row.finished_at,
    duration_ms: row.duration_ms,
  };
}

function numberOf(row: MergeRow): number {
  return Math.max(1, Math.floor(Number(row.attempt ?? 1)));
}

function idsOf(rows: MergeRow[]): string[] {
  return [...new Set(rows.map(row => row.id))];
}
