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

const INSTANTS = ['createdAt', 'startedAt', 'finishedAt'];

/** What holds for every record of every provider, whatever it was made from. */
export function expectRecord(record: DeliveryRecord): void {
  expect(record.key).toMatch(/^[a-z]+:./);
  expect(record.scope).not.toBe('');
  expect(Number.isFinite(record.version.at)).toBe(true);
  expect(Number.isFinite(record.version.generation)).toBe(true);
  expect(typeof record.version.terminal).toBe('boolean');
  if (record.type !== 'environment') {
    expect(STATUSES).toContain(record.status);
    expect(record.providerStatus).not.toBe('');
    // What has not ended must never keep its end out of the store.
    const isOpen = ['queued', 'running', 'waiting'].includes(record.status);
    expect(record.version.terminal && isOpen).toBe(false);
  }
  for (const [name, value] of Object.entries(record)) {
    if (INSTANTS.includes(name) && value !== undefined) {
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
