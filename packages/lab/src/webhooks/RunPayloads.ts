import { LabConfig } from '../config';
import { Presenter, runner, secondsBetween } from '../forge/present';
import { GitRepository } from '../git/GitRepository';
import { LabState } from '../state/LabState';
import { Deployment, Job, Pipeline, Project } from '../state/types';
import { HookParts, hookTime, hookTimeWithOffset } from './HookParts';

const hookRunner = {
  id: runner.id,
  description: runner.description,
  runner_type: runner.runner_type,
  active: runner.active,
  is_shared: runner.is_shared,
  tags: [],
};

/** The documented bodies of webhooks about pipelines, jobs and deployments. */
export class RunPayloads {
  readonly #config: LabConfig;
  readonly #state: LabState;
  readonly #present: Presenter;
  readonly #parts: HookParts;
  readonly #repository: (project: Project) => GitRepository;

  constructor(options: {
    config: LabConfig;
    state: LabState;
    repository: (project: Project) => GitRepository;
  }) {
    this.#config = options.config;
    this.#state = options.state;
    this.#present = new Presenter(options);
    this.#parts = new HookParts({ present: this.#present });
    this.#repository = options.repository;
  }

  async pipeline(pipeline: Pipeline) {
    const project = this.#state.projects.require(pipeline.projectId);
    // Copied before anything is awaited: the hook tells of this moment.
    const jobs = structuredClone(
      this.#state.jobs.filter(
        job => job.pipelineId === pipeline.id && !job.retried,
      ),
    );
    const commit = await this.#repository(project).commit(pipeline.sha);
    const mergeRequest =
      pipeline.mergeRequestId === undefined
        ? undefined
        : this.#state.mergeRequests.get(pipeline.mergeRequestId);
    return {
      object_kind: 'pipeline',
      object_attributes: {
        id: pipeline.id,
        iid: pipeline.iid,
        name: null,
        ref: this.#present.pipelineRef(pipeline),
        tag: pipeline.tag,
        sha: pipeline.sha,
        before_sha: pipeline.beforeSha,
        source: pipeline.source,
        status: pipeline.status,
        detailed_status: pipeline.status,
        stages: [...new Set(jobs.map(job => job.stage))],
        created_at: hookTime(pipeline.createdAt),
        finished_at: hookTime(pipeline.finishedAt),
        duration: whole(
          secondsBetween(pipeline.startedAt, pipeline.finishedAt),
        ),
        queued_duration: whole(
          secondsBetween(pipeline.createdAt, pipeline.startedAt),
        ),
        protected_ref: project.protectedBranches.includes(pipeline.ref),
        variables: [],
        url: this.#present.pipeline(pipeline).web_url,
      },
      merge_request: mergeRequest
        ? {
            id: mergeRequest.id,
            iid: mergeRequest.iid,
            title: mergeRequest.title,
            source_branch: mergeRequest.sourceBranch,
            source_project_id: project.id,
            target_branch: mergeRequest.targetBranch,
            target_project_id: project.id,
            state: mergeRequest.state,
            merge_status: 'can_be_merged',
            url: `${this.#present.projectUrl(project)}/-/merge_requests/${mergeRequest.iid}`,
          }
        : null,
      user: this.#parts.user(this.#state.users.require(pipeline.userId)),
      project: this.#parts.project(project),
      commit: this.#parts.commit(project, commit),
      builds: jobs.map(job => ({
        id: job.id,
        stage: job.stage,
        name: job.name,
        status: job.status,
        created_at: hookTime(job.createdAt),
        started_at: hookTime(job.startedAt),
        finished_at: hookTime(job.finishedAt),
        duration: secondsBetween(job.startedAt, job.finishedAt),
        queued_duration: secondsBetween(job.queuedAt, job.startedAt),
        failure_reason: job.failureReason ?? null,
        when: job.when,
        manual: job.when === 'manual',
        allow_failure: job.allowFailure,
        user: this.#parts.user(this.#state.users.require(job.userId)),
        runner: job.startedAt ? hookRunner : null,
        artifacts_file: { filename: null, size: null },
        environment: hookEnvironment(job),
      })),
    };
  }

  async job(job: Job) {
    const project = this.#state.projects.require(job.projectId);
    const pipeline = structuredClone(
      this.#state.pipelines.require(job.pipelineId),
    );
    const commit = await this.#repository(project).commit(pipeline.sha);
    return {
      object_kind: 'build',
      ref: this.#present.pipelineRef(pipeline),
      tag: pipeline.tag,
      before_sha: pipeline.beforeSha,
      sha: pipeline.sha,
      retries_count: this.#state.jobs.filter(
        other =>
          other.pipelineId === job.pipelineId &&
          other.name === job.name &&
          other.id < job.id,
      ).length,
      build_id: job.id,
      build_name: job.name,
      build_stage: job.stage,
      build_status: job.status,
      build_created_at: hookTime(job.createdAt),
      build_started_at: hookTime(job.startedAt),
      build_finished_at: hookTime(job.finishedAt),
      build_created_at_iso: job.createdAt,
      build_started_at_iso: job.startedAt ?? null,
      build_finished_at_iso: job.finishedAt ?? null,
      build_duration: secondsBetween(job.startedAt, job.finishedAt),
      build_queued_duration: secondsBetween(job.queuedAt, job.startedAt),
      build_allow_failure: job.allowFailure,
      build_failure_reason: job.failureReason ?? 'unknown_failure',
      pipeline_id: pipeline.id,
      runner: job.startedAt ? hookRunner : null,
      project_id: project.id,
      project_name: this.#parts.nameWithNamespace(project),
      user: this.#parts.user(this.#state.users.require(job.userId)),
      // Its id is the pipeline's, a trap that GitLab keeps for compatibility.
      commit: {
        id: pipeline.id,
        name: null,
        sha: pipeline.sha,
        message: commit.message,
        author_name: commit.authorName,
        author_email: commit.authorEmail,
        author_url: `mailto:${commit.authorEmail}`,
        status: pipeline.status,
        duration: whole(
          secondsBetween(pipeline.startedAt, pipeline.finishedAt),
        ),
        started_at: hookTime(pipeline.startedAt),
        finished_at: hookTime(pipeline.finishedAt),
        started_at_iso: pipeline.startedAt ?? null,
        finished_at_iso: pipeline.finishedAt ?? null,
      },
      repository: this.#parts.repositoryFields(project),
      project: this.#parts.project(project),
      environment: hookEnvironment(job),
      source_pipeline: null,
    };
  }

  async deployment(deployment: Deployment) {
    const project = this.#state.projects.require(deployment.projectId);
    const environment = this.#state.environments.require(
      deployment.environmentId,
    );
    const user = this.#state.users.require(deployment.userId);
    const commit = await this.#repository(project).commit(deployment.sha);
    const url = this.#present.projectUrl(project);
    return {
      object_kind: 'deployment',
      status: deployment.status,
      status_changed_at: hookTimeWithOffset(deployment.updatedAt),
      deployment_id: deployment.id,
      deployable_id: deployment.jobId,
      deployable_url: `${url}/-/jobs/${deployment.jobId}`,
      environment: environment.name,
      environment_tier: environment.tier,
      environment_slug: environment.slug,
      environment_external_url: environment.externalUrl ?? null,
      project: this.#parts.project(project),
      short_sha: deployment.sha.slice(0, 8),
      user: this.#parts.user(user),
      user_url: `${this.#config.forgeUrl}/${user.username}`,
      commit_url: `${url}/-/commit/${deployment.sha}`,
      commit_title: commit.title,
      ref: deployment.ref,
    };
  }
}

function hookEnvironment(job: Job) {
  return job.environment
    ? {
        name: job.environment.name,
        action: job.environment.action,
        deployment_tier: job.environment.tier,
      }
    : null;
}

function whole(seconds: number | null): number | null {
  return seconds === null ? null : Math.ceil(seconds);
}
