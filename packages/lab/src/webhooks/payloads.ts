import { LabConfig } from '../config';
import { MergeRequestEvent, PushEvent } from '../events';
import { GitCommit, GitRepository, NULL_SHA } from '../git/GitRepository';
import { LabState } from '../state/LabState';
import { Deployment, Job, Pipeline, Project, User } from '../state/types';
import { Presenter, runner, secondsBetween } from '../forge/present';

const visibilityLevels: Record<string, number> = {
  private: 0,
  internal: 10,
  public: 20,
};

/** GitLab writes most times of its hooks as `2016-08-12 15:23:28 UTC`. */
function hookTime(iso?: string): string | null {
  return iso ? `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC` : null;
}

function hookTimeWithOffset(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} +0000`;
}

const hookRunner = {
  id: runner.id,
  description: runner.description,
  runner_type: runner.runner_type,
  active: runner.active,
  is_shared: runner.is_shared,
  tags: [],
};

/** Builds the documented bodies of GitLab's webhooks. */
export class HookPayloads {
  readonly #config: LabConfig;
  readonly #state: LabState;
  readonly #present: Presenter;
  readonly #repository: (project: Project) => GitRepository;

  constructor(options: {
    config: LabConfig;
    state: LabState;
    repository: (project: Project) => GitRepository;
  }) {
    this.#config = options.config;
    this.#state = options.state;
    this.#present = new Presenter(options);
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
      user: this.#user(this.#state.users.require(pipeline.userId)),
      project: this.#project(project),
      commit: this.#commit(project, commit),
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
        user: this.#user(this.#state.users.require(job.userId)),
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
      project_name: this.#nameWithNamespace(project),
      user: this.#user(this.#state.users.require(job.userId)),
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
      repository: this.#repositoryFields(project),
      project: this.#project(project),
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
      project: this.#project(project),
      short_sha: deployment.sha.slice(0, 8),
      user: this.#user(user),
      user_url: `${this.#config.forgeUrl}/${user.username}`,
      commit_url: `${url}/-/commit/${deployment.sha}`,
      commit_title: commit.title,
      ref: deployment.ref,
    };
  }

  async push(event: PushEvent) {
    const { project, user, before, after, ref } = event;
    const repository = this.#repository(project);
    const removed = after === NULL_SHA;
    const range = before === NULL_SHA ? after : `${before}..${after}`;
    const commits = removed
      ? []
      : await repository.commits({ ref: range, limit: 20 });
    const tag = ref.startsWith('refs/tags/');
    return {
      object_kind: tag ? 'tag_push' : 'push',
      event_name: tag ? 'tag_push' : 'push',
      before,
      after,
      ref,
      ref_protected: project.protectedBranches.includes(
        ref.replace('refs/heads/', ''),
      ),
      checkout_sha: removed ? null : after,
      message: null,
      user_id: user.id,
      user_name: user.name,
      user_username: user.username,
      user_email: user.email,
      user_avatar: null,
      project_id: project.id,
      project: this.#project(project),
      repository: this.#repositoryFields(project),
      commits: await Promise.all(
        commits.reverse().map(async commit => ({
          ...this.#commit(project, commit),
          ...(await repository.changedFiles(commit.id)),
        })),
      ),
      total_commits_count: removed
        ? 0
        : await repository.countCommits(before, after),
      push_options: {},
    };
  }

  async mergeRequest(event: MergeRequestEvent) {
    const { mergeRequest, user } = event;
    const project = this.#state.projects.require(mergeRequest.projectId);
    const commit = await this.#repository(project).commit(mergeRequest.sha);
    const users = (ids: number[]) =>
      ids.flatMap(id => this.#state.users.get(id) ?? []).map(this.#user);
    return {
      object_kind: 'merge_request',
      event_type: 'merge_request',
      user: this.#user(user),
      project: this.#project(project),
      repository: this.#repositoryFields(project),
      object_attributes: {
        id: mergeRequest.id,
        iid: mergeRequest.iid,
        target_branch: mergeRequest.targetBranch,
        source_branch: mergeRequest.sourceBranch,
        source_project_id: project.id,
        target_project_id: project.id,
        author_id: mergeRequest.authorId,
        title: mergeRequest.title,
        description: mergeRequest.description,
        state: mergeRequest.state,
        action: event.action,
        merge_status: 'can_be_merged',
        merge_commit_sha: mergeRequest.mergeCommitSha ?? null,
        created_at: hookTime(mergeRequest.createdAt),
        updated_at: hookTime(mergeRequest.updatedAt),
        draft: /^draft:/i.test(mergeRequest.title),
        url: `${this.#present.projectUrl(project)}/-/merge_requests/${mergeRequest.iid}`,
        source: this.#project(project),
        target: this.#project(project),
        last_commit: this.#commit(project, commit),
      },
      labels: mergeRequest.labels.map(title => ({ title })),
      changes: {},
      assignees: users(mergeRequest.assigneeIds),
      reviewers: users(mergeRequest.reviewerIds),
    };
  }

  #user(user: User) {
    return {
      id: user.id,
      name: user.name,
      username: user.username,
      avatar_url: null,
      email: user.email,
    };
  }

  #nameWithNamespace(project: Project): string {
    return this.#present.project(project).name_with_namespace;
  }

  #project(project: Project) {
    const url = this.#present.projectUrl(project);
    const shown = this.#present.project(project);
    return {
      id: project.id,
      name: project.name,
      description: project.description,
      web_url: url,
      avatar_url: null,
      git_ssh_url: shown.ssh_url_to_repo,
      git_http_url: shown.http_url_to_repo,
      namespace: shown.namespace.name,
      visibility_level: visibilityLevels[project.visibility] ?? 0,
      path_with_namespace: project.fullPath,
      default_branch: project.defaultBranch ?? null,
      ci_config_path: null,
    };
  }

  #repositoryFields(project: Project) {
    const shown = this.#project(project);
    return {
      name: project.name,
      url: shown.git_ssh_url,
      description: project.description,
      homepage: shown.web_url,
      git_http_url: shown.git_http_url,
      git_ssh_url: shown.git_ssh_url,
      visibility_level: shown.visibility_level,
    };
  }

  #commit(project: Project, commit: GitCommit) {
    return {
      id: commit.id,
      message: commit.message,
      title: commit.title,
      timestamp: commit.authoredDate,
      url: `${this.#present.projectUrl(project)}/-/commit/${commit.id}`,
      author: { name: commit.authorName, email: commit.authorEmail },
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
