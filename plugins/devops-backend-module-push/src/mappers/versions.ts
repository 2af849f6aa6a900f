import type { RunStatus } from '@backstage-devops/plugin-devops-common';
import type { RecordVersion } from '@backstage-devops/plugin-devops-node';

type Instant = string | undefined;

const ENDED: ReadonlySet<RunStatus> = new Set([
  'succeeded',
  'failed',
  'canceled',
  'skipped',
]);

/** The newest instant that an event tells; the epoch when it tells none. */
export function newest(...instants: Instant[]): number {
  return Math.max(0, ...instants.flatMap(at => (at ? Date.parse(at) : [])));
}

/** The earliest instant that an event tells. */
export function earliest(...instants: Instant[]): Instant {
  return instants.flatMap(at => at ?? []).sort()[0];
}

/** What runs and ends, and may be tried again. */
export function attemptVersion(
  event: { attempt: number },
  status: RunStatus,
  ...instants: Instant[]
): RecordVersion {
  return {
    generation: event.attempt,
    terminal: ENDED.has(status),
    at: newest(...instants),
  };
}

/**
 * What people handle: an incident may be reopened and a change be told again
 * after its merge, so the newest state counts, whatever it is.
 */
export function latestVersion(...instants: Instant[]): RecordVersion {
  return { generation: 0, terminal: false, at: newest(...instants) };
}
