import type { DeliveryRecord } from '../providers';

const STATUSES = [
  'queued',
  'running',
  'waiting',
  'succeeded',
  'failed',
  'canceled',
  'skipped',
  'unknown',
];

/** Of the records whose status is that of a run. */
const OF_RUNS = ['run', 'job', 'deployment'];

const OTHER_STATUSES: Record<string, string[]> = {
  change: ['open', 'merged', 'closed'],
  incident: ['open', 'acknowledged', 'resolved'],
  alert: ['firing', 'resolved'],
  gate: ['passed', 'failed', 'warned', 'skipped'],
};

/**
 * Expects what holds for every record of every provider, whatever it was made
 * from: for tests of parsers on other payloads than those of the suite.
 *
 * @public
 */
export function expectRecord(record: DeliveryRecord): void {
  expect(record.key).toMatch(/^[a-z]+:./);
  expect(record.scope).not.toBe('');
  expect(Number.isFinite(record.version.at)).toBe(true);
  expect(Number.isFinite(record.version.generation)).toBe(true);
  expect(typeof record.version.terminal).toBe('boolean');
  if ('status' in record) {
    expect(OTHER_STATUSES[record.type] ?? STATUSES).toContain(record.status);
  }
  if ('providerStatus' in record) {
    expect(OF_RUNS).toContain(record.type);
    expect(record.providerStatus).not.toBe('');
    // What has not ended must never keep its end out of the store.
    const isOpen = ['queued', 'running', 'waiting'].includes(record.status);
    expect(record.version.terminal && isOpen).toBe(false);
  }
  for (const [name, value] of Object.entries(record)) {
    if (/At$/.test(name) && value !== undefined) {
      expect(new Date(String(value)).toISOString()).toBe(value);
    }
    if (name === 'durationMs' && value !== undefined) {
      expect(value).toBeGreaterThanOrEqual(0);
    }
    if (/url$/i.test(name) && value !== undefined) {
      // It becomes a link on a page.
      expect(String(value)).toMatch(/^https?:\/\//i);
    }
  }
}
