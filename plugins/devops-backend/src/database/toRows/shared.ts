import { InputError } from '@backstage/errors';
import type {
  DeliveryRecord,
  DeploymentRecord,
  JobRecord,
  RunRecord,
} from '@backstage-devops/plugin-devops-node';
import { encodeVersion } from '../versions';

export type Cell = string | number | boolean | null | undefined;
/** A row to merge: columns that are undefined leave stored values in place. */
export type MergeRow = { id: string; version: string } & Record<string, Cell>;

/** What the rows of all records have. */
export function base(sourceId: string, record: DeliveryRecord) {
  return {
    source_id: sourceId,
    scope: record.scope,
    changed_at: Math.floor(record.version.at),
    version: encodeVersion(record),
  };
}

/** What belongs to one state alone leaves with it. */
export function ofThisState<T>(value: T | undefined): T | null {
  return value ?? null;
}

/**
 * A thing that runs again has no end, even if the end of an earlier attempt is
 * known; a thing that ended keeps the end that another record told.
 */
export function times(record: RunRecord | JobRecord | DeploymentRecord) {
  const unknown = record.version.terminal ? undefined : null;
  return {
    started_at: optionalInstant(record, 'startedAt', record.startedAt),
    finished_at:
      optionalInstant(record, 'finishedAt', record.finishedAt) ?? unknown,
    duration_ms:
      record.durationMs === undefined ? unknown : Math.round(record.durationMs),
  };
}

export function instant(
  record: DeliveryRecord,
  field: string,
  text: string,
): number {
  const value = Date.parse(text);
  if (Number.isNaN(value)) {
    throw new InputError(
      `The ${record.type} '${record.key}' has no readable ${field}: it must be an ISO 8601 instant`,
    );
  }
  return value;
}

export function optionalInstant(
  record: DeliveryRecord,
  field: string,
  text?: string,
) {
  return text === undefined ? undefined : instant(record, field, text);
}

export function json(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
