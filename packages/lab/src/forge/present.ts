import { LabConfig } from '../config';
import { GitCommit } from '../git/gitLog';
import { LabState } from '../state/LabState';
import {
  Deployment,
  Environment,
  Group,
  Job,
  Pipeline,
  Project,
  User,
  Variable,
} from '../state/types';

/** Seconds between two times, with milliseconds; null when one is missing. */
export function secondsBetween(from?: string, to?: string): number | null {
  return from && to ? (Date.parse(to) - Date.parse(from)) / 1000 : null;
}

export const runner = {
  id: 1,
  description: 'lab',
  ip_address: '127.0.0.1',
  active: true,
  paused: false,
  is_shared: true,
  runner_type: 'instance_type',
  name: 'gitlab-ci-local',
  online: true,
  status: 'online',
};

/** Turns records into the JSON of GitLab's REST API. */
export class Presenter {
  readonly #config: LabConfig;
  readonly #state: LabState;

  constructor(options: { config: LabConfig; state: LabState }) {
    this.#config = options.config;
    this.#state = options.state;
  }

  projectUrl(project: Project): string {
    return `${this.#config.forgeUrl}/${project.fullPath}`;
  }

  user(user: User) {
    return {
      id: user.id,
      username: user.username,
      name: user.name,
      state: 'active',
      locked: false,
      avatar_url: null,
      web_url: `${this.#config.forgeUrl}/${user.username}`,
    };
  }

  currentUser(user: User) {
    return {
      ...this.user(user),
      email: user.email,
      public_email: user.email,
      is_admin: user.id === 1,
      can_create_project: true,
      can_create_group: true,
    };
  }

  group(group: Group) {
    return {
      id: group.id,
      name: group.name,
      path: group.path,
      full_name: group.name,
      full_path: group.path,
      description: '',
      visibility: 'public',
      parent_id: null,
      avatar_url: null,
      web_url: `${this.#config.forgeUrl}/groups/${group.path}`,
      created_at: group.createdAt,
    };
  }

  namespace(group: Group) {
    return {
      id: group.id,
      name: group.name,
      path: group.path,
      kind: 'group',
      full_path: group.path,
      parent_id: null,
      avatar_url: null,
      web_url: `${this.#config.forgeUrl}/groups/${group.path}`,
    };
  }

  project(project: Project) {
    const group = this.#state.groups.require(project.groupId);
    const url = this.projectUrl(project);
    return {
      id: project.id,
      description: project.description,
      name: project.name,
      name_with_namespace: `${group.name} / ${project.name}`,
      path: project.path,
      path_with_namespace: project.fullPath,
      created_at: project.createdAt,
      updated_at: project.lastActivityAt,
      default_branch: project.defaultBranch ?? null,
      tag_list: project.topics,
      topics: project.topics,
      ssh_url_to_repo: `git@${new URL(url).hostname}:${project.fullPath}.git`,
      http_url_to_repo: `${url}.git`,
      web_url: url,
      readme_url: `${url}/-/blob/${project.defaultBranch ?? 'main'}/README.md`,
      avatar_url: null,
      star_count: 0,
      forks_count: 0,
      last_activity_at: project.lastActivityAt,
      namespace: this.namespace(group),
      archived: false,
      empty_repo: !project.defaultBranch,
      visibility: project.visibility,
      creator_id: project.creatorId,
      issues_enabled: true,
      merge_requests_enabled: true,
      jobs_enabled: true,
      shared_runners_enabled: true,
      merge_method: 'merge',
      ci_config_path: null,
      ...project.settings,
    };
  }

  commit(project: Project, commit: GitCommit) {
    return {
      id: commit.id,
      short_id: commit.id.slice(0, 8),
      created_at: commit.committedDate,
      parent_ids: commit.parentIds,
      title: commit.title,
      message: commit.message,
      author_name: commit.authorName,
      author_email: commit.authorEmail,
      authored_date: commit.authoredDate,
      committer_name: commit.committerName,
      committer_email: commit.committerEmail,
      committed_date: commit.committedDate,
      trailers: {},
      web_url: `${this.projectUrl(project)}/-/commit/${commit.id}`,
    };
  }

  pipeline(pipeline: Pipeline) {
    const project = this.#state.projects.require(pipeline.projectId);
    return {
      id: pipeline.id,
      iid: pipeline.iid,
      project_id: pipeline.projectId,
      sha: pipeline.sha,
      ref: this.pipelineRef(pipeline),
      status: pipeline.status,
      source: pipeline.source,
      created_at: pipeline.createdAt,
      updated_at: pipeline.updatedAt,
      web_url: `${this.projectUrl(project)}/-/pipelines/${pipeline.id}`,
      name: null,
    };
  }

  /** Pipelines of merge requests run on a ref of their own. */
  pipelineRef(pipeline: Pipeline): string {
    const mergeRequest =
      pipeline.mergeRequestId === undefined
        ? undefined
        : this.#state.mergeRequests.get(pipeline.mergeRequestId);
    return mergeRequest
      ? `refs/merge-requests/${mergeRequest.iid}/head`
      : pipeline.ref;
  }

  pipelineDetails(pipeline: Pipeline) {
    const project = this.#state.projects.require(pipeline.projectId);
    return {
      ...this.pipeline(pipeline),
      before_sha: pipeline.beforeSha,
      tag: pipeline.tag,
      yaml_errors: pipeline.yamlErrors ?? null,
      user: this.user(this.#state.users.require(pipeline.userId)),
      started_at: pipeline.startedAt ?? null,
      finished_at: pipeline.finishedAt ?? null,
      committed_at: null,
      duration: roundUp(
        secondsBetween(pipeline.startedAt, pipeline.finishedAt),
      ),
      queued_duration: roundUp(
        secondsBetween(pipeline.createdAt, pipeline.startedAt),
      ),
      coverage: pipeline.coverage?.toFixed(2) ?? null,
      archived: false,
      detailed_status: {
        icon: `status_${pipeline.status}`,
        text: capitalize(pipeline.status),
        label: pipeline.status,
        group: pipeline.status,
        tooltip: pipeline.status,
        has_details: true,
        details_path: `/${project.fullPath}/-/pipelines/${pipeline.id}`,
        illustration: null,
        favicon: null,
      },
    };
  }

  job(job: Job, commit?: GitCommit) {
    const pipeline = this.#state.pipelines.require(job.pipelineId);
    const project = this.#state.projects.require(job.projectId);
    return {
      id: job.id,
      status: job.status,
      stage: job.stage,
      name: job.name,
      ref: this.pipelineRef(pipeline),
      tag: pipeline.tag,
      coverage: job.coverage ?? null,
      allow_failure: job.allowFailure,
      created_at: job.createdAt,
      started_at: job.startedAt ?? null,
      finished_at: job.finishedAt ?? null,
      erased_at: null,
      duration: secondsBetween(job.startedAt, job.finishedAt),
      queued_duration: secondsBetween(job.queuedAt, job.startedAt),
      ...(job.failureReason ? { failure_reason: job.failureReason } : {}),
      user: this.user(this.#state.users.require(job.userId)),
      commit: commit ? this.commit(project, commit) : null,
      pipeline: this.pipeline(pipeline),
      web_url: `${this.projectUrl(project)}/-/jobs/${job.id}`,
      project: { ci_job_token_scope_enabled: false },
      artifacts: [],
      runner: job.startedAt ? runner : null,
      runner_manager: null,
      artifacts_expire_at: null,
      archived: false,
      tag_list: [],
    };
  }

  environment(environment: Environment) {
    return {
      id: environment.id,
      name: environment.name,
      slug: environment.slug,
      external_url: environment.externalUrl ?? null,
      state: environment.state,
      tier: environment.tier,
      created_at: environment.createdAt,
      updated_at: environment.updatedAt,
      auto_stop_at: null,
      auto_stop_setting: 'always',
      description: null,
    };
  }

  deployment(deployment: Deployment, commit?: GitCommit) {
    return {
      id: deployment.id,
      iid: deployment.iid,
      ref: deployment.ref,
      sha: deployment.sha,
      status: deployment.status,
      created_at: deployment.createdAt,
      updated_at: deployment.updatedAt,
      user: this.user(this.#state.users.require(deployment.userId)),
      environment: this.environment(
        this.#state.environments.require(deployment.environmentId),
      ),
      deployable: this.job(this.#state.jobs.require(deployment.jobId), commit),
    };
  }

  variable(variable: Variable) {
    return {
      variable_type: variable.variableType,
      key: variable.key,
      value: variable.hidden ? null : variable.value,
      hidden: variable.hidden,
      protected: variable.protected,
      masked: variable.masked,
      raw: variable.raw,
      environment_scope: variable.environmentScope,
      description: variable.description,
    };
  }
}

function roundUp(seconds: number | null): number | null {
  return seconds === null ? null : Math.ceil(seconds);
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
