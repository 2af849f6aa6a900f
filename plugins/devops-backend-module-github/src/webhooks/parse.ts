import type {
  WebhookDelivery,
  WebhookResult,
} from '@backstage-devops/plugin-devops-node';
import { parseDeployment, parseDeploymentStatus } from './deploymentEvents';
import { parsePullRequest, parsePullRequestReview } from './pullRequestEvents';
import { parseWorkflowJob, parseWorkflowRun } from './workflowEvents';

const PARSERS = new Map<string, (body: unknown) => WebhookResult>([
  ['workflow_run', parseWorkflowRun],
  ['workflow_job', parseWorkflowJob],
  ['deployment', parseDeployment],
  ['deployment_status', parseDeploymentStatus],
  ['pull_request', parsePullRequest],
  ['pull_request_review', parsePullRequestReview],
]);

/**
 * Events that tell nothing new have no records: checks repeat what jobs say,
 * commits of a push come with pull requests and comparisons, and a release is
 * not a deployment.
 */
export function parseWebhook(delivery: WebhookDelivery): WebhookResult {
  return PARSERS.get(delivery.event)?.(delivery.body) ?? { records: [] };
}
