import { LabConfig } from '../config';
import { IssueEvent, MergeRequestEvent, PushEvent } from '../events';
import { Presenter } from '../forge/present';
import { GitRepository, NULL_SHA } from '../git/GitRepository';
import { LabState } from '../state/LabState';
import { Project } from '../state/types';
import { HookParts, hookTime } from './HookParts';

/** The documented bodies of webhooks about pushes, merge requests and issues. */
export class ChangePayloads {
  readonly #state: LabState;
  readonly #present: Presenter;
  readonly #parts: HookParts;
  readonly #repository: (project: Project) => GitRepository;

  constructor(options: {
    config: LabConfig;
    state: LabState;
    repository: (project: Project) => GitRepository;
  }) {
    this.#state = options.state;
    this.#present = new Presenter(options);
    this.#parts = new HookParts({ present: this.#present });
    this.#repository = options.repository;
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
      project: this.#parts.project(project),
      repository: this.#parts.repositoryFields(project),
      commits: await Promise.all(
        commits.reverse().map(async commit => ({
          ...this.#parts.commit(project, commit),
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
      ids
        .flatMap(id => this.#state.users.get(id) ?? [])
        .map(row => this.#parts.user(row));
    return {
      object_kind: 'merge_request',
      event_type: 'merge_request',
      user: this.#parts.user(user),
      project: this.#parts.project(project),
      repository: this.#parts.repositoryFields(project),
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
        source: this.#parts.project(project),
        target: this.#parts.project(project),
        last_commit: this.#parts.commit(project, commit),
      },
      labels: mergeRequest.labels.map(title => ({ title })),
      changes: {},
      assignees: users(mergeRequest.assigneeIds),
      reviewers: users(mergeRequest.reviewerIds),
    };
  }

  issue(event: IssueEvent) {
    const { issue, user } = event;
    const project = this.#state.projects.require(issue.projectId);
    const isIncident = issue.type === 'incident';
    return {
      // Only issues proper are told as such.
      object_kind: isIncident ? 'work_item' : 'issue',
      event_type: isIncident ? 'work_item' : 'issue',
      user: this.#parts.user(user),
      project: this.#parts.project(project),
      repository: this.#parts.repositoryFields(project),
      object_attributes: {
        id: issue.id,
        iid: issue.iid,
        project_id: project.id,
        author_id: issue.authorId,
        title: issue.title,
        description: issue.description,
        confidential: false,
        type: isIncident ? 'Incident' : 'Issue',
        severity: issue.severity,
        ...(isIncident && {
          escalation_status:
            issue.state === 'closed' ? 'resolved' : 'triggered',
        }),
        state: issue.state,
        action: event.action,
        created_at: hookTime(issue.createdAt),
        updated_at: hookTime(issue.updatedAt),
        closed_at: hookTime(issue.closedAt),
        url: `${this.#present.projectUrl(project)}/-/issues/${issue.iid}`,
      },
      labels: issue.labels.map(title => ({ title })),
      changes: {},
    };
  }
}
