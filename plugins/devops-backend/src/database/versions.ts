import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';

const DIGITS = 9;

/** How far a status is along, for records that are otherwise of the same age. */
const PROGRESS: Record<string, number> = {
  unknown: 0,
  queued: 1,
  waiting: 2,
  running: 3,
  succeeded: 4,
  failed: 4,
  canceled: 4,
  skipped: 4,
  // Changes, incidents and alerts; `open`, `firing` are where they begin.
  open: 1,
  firing: 1,
  acknowledged: 2,
  closed: 4,
  merged: 4,
  resolved: 4,
  // Gates tell results only.
  passed: 4,
  warned: 4,
};

/**
 * Writes the version of a record as a text whose order is the order of the
 * versions: generation, terminal, time.
 *
 * Providers count in seconds, so two different records can have the same
 * version. If the first to arrive won, the rows would depend on the order of
 * arrival. The tie is therefore broken by what the records say: the status
 * that is further along, and then any fixed order, which a digest gives.
 */
export function encodeVersion(record: DeliveryRecord): string {
  const { generation, terminal, at } = record.version;
  const status = 'status' in record ? record.status : 'unknown';
  return [
    digits(generation, record, 'generation'),
    terminal ? '1' : '0',
    digits(at, record, 'at'),
    PROGRESS[status] ?? 0,
    createHash('sha256')
      .update(JSON.stringify(record))
      .digest('hex')
      .slice(0, 8),
  ].join('');
}

/** The version of a row that exists only because another record names it. */
export const NO_VERSION = '';

function digits(value: number, record: DeliveryRecord, field: string): string {
  const text = Math.floor(value).toString(36);
  if (!Number.isFinite(value) || value < 0 || text.length > DIGITS) {
    throw new InputError(
      `The ${record.type} '${record.key}' has no usable version.${field}: ${value}`,
    );
  }
  return text.padStart(DIGITS, '0');
}
