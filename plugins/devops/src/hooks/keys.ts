import type { DevopsSignal } from '@backstage-devops/plugin-devops-common';

/** Which signal says that the data is old. */
export type Topic = DevopsSignal['topics'][number];

/**
 * Cache key of an entity's data. Topic and entity come first, so that a signal
 * can invalidate all that it touches by prefix.
 */
export function entityKey(
  topic: Topic,
  entityRef: string,
  ...rest: unknown[]
): unknown[] {
  return ['devops', topic, entityRef, ...rest];
}

/** How often to ask again while something moves, in milliseconds. */
export const ACTIVE_POLL_MS = 5_000;

/** How often to ask again while nothing moves, in milliseconds. */
export const IDLE_POLL_MS = 30_000;

const activeStatuses = new Set(['queued', 'running', 'waiting']);

/** True when the status is expected to change on its own or by a person soon. */
export function isActive(item: { status: string } | undefined): boolean {
  return item !== undefined && activeStatuses.has(item.status);
}
