import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';
import type { ScopedEvent } from '../events/readEvents';
import { toChangeRecord, toRangeRecord } from './changes';
import { toDeploymentRecord } from './deployments';
import { toIncidentRecord } from './incidents';
import { toJobRecord, toRunRecord } from './runs';

/**
 * @param receivedAt - stands in where an event tells no instant at all and the
 * record needs one; it never decides which record is newer.
 */
export function toRecord(
  { event, scope }: ScopedEvent,
  receivedAt: Date,
): DeliveryRecord {
  switch (event.type) {
    case 'deployment':
      return toDeploymentRecord(event, scope, receivedAt);
    case 'incident':
      return toIncidentRecord(event, scope);
    case 'change':
      return toChangeRecord(event, scope, receivedAt);
    case 'range':
      return toRangeRecord(event, scope);
    case 'run':
      return toRunRecord(event, scope, receivedAt);
    case 'job':
      return toJobRecord(event, scope);
    default:
      return event satisfies never;
  }
}
