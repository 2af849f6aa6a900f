import { LabConfig } from '../config';
import { GitCommit } from '../git/gitLog';
import { LabState } from '../state/LabState';
import { Job, MergeRequest, Pipeline, Project } from '../state/types';

export function slugify(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
}

/** Replaces `$NAME` and `${NAME}`; unknown names become empty, as in GitLab. */
export function expandVariables(
  text: string,
  variables: Record<string, string>,
): string {
  return text.replace(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (_, braced?: string, plain?: string) =>
      variables[braced ?? plain ?? ''] ?? '',
  );
}

/** GitLab's guess of the tier from the name of an environment. */
export function guessTier(name: string): string {
  if (/(dev|review|trunk)/i.test(name)) return 'development';
  if (/(test|tst|int|ac(ce|)pt|qa|qc|control|quality)/i.test(name))
    return 'testing';
  if (/(st(a|)g|mod(e|)l|pre|demo|non)/i.test(name)) return 'staging';
  if (/(pr(o|)d|live)/i.test(name)) return 'production';
  return 'other';
}

/** Predefined variables of a pipeline, consistent with the forge's own ids. */
export function pipelineVariables(options: {
  config: LabConfig;
  state: LabState;
  project: Project;
  pipeline: Pipeline;
  commit: GitCommit;
}): Record<string, string> {
  const { config, state, project, pipeline, commit } = options;
  const url = `${config.forgeUrl}/${project.fullPath}`;
  const mergeRequest =
    pipeline.mergeRequestId === undefined
      ? undefined
      : state.mergeRequests.get(pipeline.mergeRequestId);
  const openMergeRequest = state.mergeRequests.find(
    candidate =>
      candidate.projectId === project.id &&
      candidate.state === 'opened' &&
      candidate.sourceBranch === pipeline.ref,
  );
  return {
    CI: 'true',
    GITLAB_CI: 'true',
    CI_SERVER: 'yes',
    CI_SERVER_URL: config.forgeUrl,
    CI_API_V4_URL: `${config.forgeUrl}/api/v4`,
    CI_PROJECT_ID: String(project.id),
    CI_PROJECT_NAME: project.path,
    CI_PROJECT_TITLE: project.name,
    CI_PROJECT_PATH: project.fullPath,
    CI_PROJECT_URL: url,
    CI_PROJECT_VISIBILITY: project.visibility,
    CI_DEFAULT_BRANCH: project.defaultBranch ?? 'main',
    CI_PIPELINE_ID: String(pipeline.id),
    CI_PIPELINE_IID: String(pipeline.iid),
    CI_PIPELINE_URL: `${url}/-/pipelines/${pipeline.id}`,
    CI_PIPELINE_CREATED_AT: pipeline.createdAt,
    CI_PIPELINE_SOURCE: pipeline.source,
    CI_COMMIT_SHA: pipeline.sha,
    CI_COMMIT_SHORT_SHA: pipeline.sha.slice(0, 8),
    CI_COMMIT_BEFORE_SHA: pipeline.beforeSha,
    CI_COMMIT_REF_NAME: pipeline.ref,
    CI_COMMIT_REF_SLUG: slugify(pipeline.ref),
    CI_COMMIT_REF_PROTECTED: String(
      project.protectedBranches.includes(pipeline.ref),
    ),
    CI_COMMIT_TITLE: commit.title,
    CI_COMMIT_MESSAGE: commit.message,
    CI_COMMIT_DESCRIPTION: commit.message.split('\n').slice(2).join('\n'),
    CI_COMMIT_TIMESTAMP: commit.authoredDate,
    CI_COMMIT_AUTHOR: `${commit.authorName} <${commit.authorEmail}>`,
    ...refVariables(pipeline, mergeRequest),
    ...(openMergeRequest
      ? {
          CI_OPEN_MERGE_REQUESTS: `${project.fullPath}!${openMergeRequest.iid}`,
        }
      : {}),
    DEPLOY_URL: config.environmentsUrl,
    DEPLOY_TOKEN: config.deployToken,
    DEVOPS_PORTAL_URL: config.portalUrl,
    DEVOPS_PORTAL_TOKEN: config.portalToken,
    ...Object.fromEntries(
      state.variables
        .filter(variable => variable.projectId === project.id)
        .map(variable => [variable.key, variable.value]),
    ),
    ...pipeline.variables,
  };
}

function refVariables(
  pipeline: Pipeline,
  mergeRequest?: MergeRequest,
): Record<string, string> {
  if (mergeRequest) {
    return {
      CI_MERGE_REQUEST_ID: String(mergeRequest.id),
      CI_MERGE_REQUEST_IID: String(mergeRequest.iid),
      CI_MERGE_REQUEST_TITLE: mergeRequest.title,
      CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: mergeRequest.sourceBranch,
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: mergeRequest.targetBranch,
    };
  }
  return pipeline.tag
    ? { CI_COMMIT_TAG: pipeline.ref }
    : { CI_COMMIT_BRANCH: pipeline.ref };
}

/** What a job sees on top of its pipeline's variables. */
export function jobVariables(
  job: Job,
  projectUrl: string,
): Record<string, string> {
  return {
    CI_JOB_ID: String(job.id),
    CI_JOB_NAME: job.name,
    CI_JOB_STAGE: job.stage,
    CI_JOB_URL: `${projectUrl}/-/jobs/${job.id}`,
    ...(job.environment
      ? {
          CI_ENVIRONMENT_NAME: job.environment.name,
          CI_ENVIRONMENT_SLUG: slugify(job.environment.name),
          CI_ENVIRONMENT_TIER: job.environment.tier,
          CI_ENVIRONMENT_URL: job.environment.url ?? '',
        }
      : {}),
  };
}

/** Values that must not appear in a trace. */
export function secretValues(
  config: LabConfig,
  state: LabState,
  projectId: number,
): string[] {
  return [
    config.token,
    config.deployToken,
    config.portalToken,
    config.webhookSecret,
    ...state.variables
      .filter(variable => variable.projectId === projectId && variable.masked)
      .map(variable => variable.value),
  ].filter(value => value.length > 0);
}
