import type {
  WebhookDelivery,
  WebhookResult,
} from '@backstage-devops/plugin-devops-node';
import { parseDeploymentHook } from '../mappers/deploymentHook';
import { parseIssueHook } from '../mappers/issueHook';
import { parseJobHook } from '../mappers/jobHook';
import { parseMergeRequestHook } from '../mappers/mergeRequestHook';
import { parsePipelineHook } from '../mappers/pipelineHook';

type Parser = (body: unknown) => WebhookResult | Promise<WebhookResult>;

const PARSERS = new Map<string, Parser>([
  ['Pipeline Hook', parsePipelineHook],
  ['Job Hook', parseJobHook],
  ['Deployment Hook', parseDeploymentHook],
  ['Merge Request Hook', parseMergeRequestHook],
  ['Issue Hook', parseIssueHook],
  ['Confidential Issue Hook', parseIssueHook],
  ['Work Item Hook', parseIssueHook],
]);

/** Events that do not concern deliveries, such as pushes, have no records. */
export async function parseWebhook(
  delivery: WebhookDelivery,
): Promise<WebhookResult> {
  return PARSERS.get(delivery.event)?.(delivery.body) ?? { records: [] };
}
