import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';
import { toChangeRecord } from './changes';
import { toIncidentRecord } from './incidents';
import type { Cdevent } from './readCdevent';
import { toJobRecords, toRunRecord } from './runs';
import { toEnvironmentRecord, toServiceRecords } from './services';

export function toRecords(event: Cdevent): DeliveryRecord[] {
  switch (event.subject) {
    case 'pipelinerun':
      return [toRunRecord(event)];
    case 'taskrun':
      return toJobRecords(event);
    case 'service':
      return toServiceRecords(event);
    case 'environment':
      return [toEnvironmentRecord(event)];
    case 'incident':
      return [toIncidentRecord(event)];
    case 'change':
      return [toChangeRecord(event)];
    default:
      return event satisfies never;
  }
}
