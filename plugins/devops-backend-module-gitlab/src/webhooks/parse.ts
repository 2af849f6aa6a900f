import type {
  WebhookDelivery,
  WebhookResult,
} from '@backstage-devops/plugin-devops-node';
import { parseDeploymentHook } from '../mappers/deploymentHook';
import { parseIssueHook } from '../mappers/issueHook';
import { parseJobHook } from '../mappers/jobHook';
import { parseMergeRequestHook } from '../mappers/mergeRequestHook';
import { parsePipelineHook } from '../mappers/pipelineHook';

const PARSERS = new Map<string, (body: unknown) => WebhookResult>([
  ['Pipeline Hook', parsePipelineHook],
  ['Job Hook', parseJobHook],
  ['Deployment Hook', parseDeploymentHook],
  ['Merge Request Hook', parseMergeRequestHook],
  ['Issue Hook', parseIssueHook],
  ['Confidential Issue Hook', parseIssueHook],
  ['Work Item Hook', parseIssueHook],
]);

/** Events that do not concern deliveries, such as pushes, have no records. */
export function parseWebhook(delivery: WebhookDelivery): WebhookResult {
  return PARSERS.get(delivery.event)?.(delivery.body) ?? { records: [] };
}
