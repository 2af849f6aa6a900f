import {
  parseInstant,
  type CommitEvent,
  type DeliveryEvent,
} from '@backstage-devops/plugin-devops-common';
import type { CommitRecord, DeliveryRecords } from './records';

/**
 * The records of parsed delivery events. Runs and jobs play no part in the
 * metrics and are left out.
 *
 * @public
 */
export function recordsFromEvents(
  events: Iterable<DeliveryEvent>,
): DeliveryRecords {
  const records: DeliveryRecords = {
    deployments: [],
    incidents: [],
    changes: [],
    ranges: [],
  };
  for (const event of events) {
    switch (event.type) {
      case 'deployment':
        records.deployments.push({
          ...event,
          startedAt: time(event.startedAt),
          finishedAt: time(event.finishedAt),
        });
        break;
      case 'incident':
        records.incidents.push({
          ...event,
          startedAt: time(event.startedAt) ?? NaN,
          resolvedAt: time(event.resolvedAt),
        });
        break;
      case 'change':
        records.changes.push({
          ...event,
          commits: event.commits.map(commit),
          createdAt: time(event.createdAt),
          firstReviewAt: time(event.firstReviewAt),
          mergedAt: time(event.mergedAt),
        });
        break;
      case 'range':
        records.ranges.push({ ...event, commits: event.commits.map(commit) });
        break;
      default: // runs and jobs
    }
  }
  return records;
}

function commit(event: CommitEvent): CommitRecord {
  return {
    ...event,
    authoredAt: time(event.authoredAt),
    committedAt: time(event.committedAt),
  };
}

function time(instant: string | undefined): number | undefined {
  return instant === undefined ? undefined : parseInstant(instant);
}
