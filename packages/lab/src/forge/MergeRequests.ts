import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import { LabEvents, MergeRequestEvent } from '../events';
import { GitRepository } from '../git/GitRepository';
import { GitCommit } from '../git/gitLog';
import { Logger } from '../logger';
import { isFinished } from '../runner/pipelineStatus';
import { Runner } from '../runner/Runner';
import { LabState } from '../state/LabState';
import { MergeRequest, Pipeline, Project, User } from '../state/types';

const BRANCH = 'refs/heads/';

interface MergeRequestsOptions {
  state: LabState;
  events: LabEvents;
  logger: Logger;
  runner: Runner;
  repository(project: Project): GitRepository;
  syncRefs(project: Project, user: User): Promise<void>;
}

/** What happens to merge requests, by people, by pushes and by pipelines. */
export class MergeRequests {
  readonly #options: MergeRequestsOptions;
  readonly #state: LabState;

  constructor(options: MergeRequestsOptions) {
    this.#options = options;
    this.#state = options.state;
    options.events.on('pipeline', pipeline =>
      this.#runInBackground(this.#autoMerge(pipeline)),
    );
  }

  async create(
    project: Project,
    input: Pick<
      MergeRequest,
      | 'title'
      | 'description'
      | 'sourceBranch'
      | 'targetBranch'
      | 'labels'
      | 'assigneeIds'
      | 'reviewerIds'
      | 'removeSourceBranch'
    >,
    user: User,
  ): Promise<MergeRequest> {
    const repository = this.#options.repository(project);
    const sha = await repository.resolve(`${BRANCH}${input.sourceBranch}`);
    const target = await repository.resolve(`${BRANCH}${input.targetBranch}`);
    if (!sha || !target) {
      throw new InputError(
        `Branch "${sha ? input.targetBranch : input.sourceBranch}" does not exist`,
      );
    }
    const open = this.#openMergeRequest(project, input.sourceBranch);
    if (open && open.targetBranch === input.targetBranch) {
      throw new ConflictError(
        `Another open merge request already exists for this source branch: !${open.iid}`,
      );
    }
    const now = new Date().toISOString();
    const mergeRequest = this.#state.mergeRequests.insert({
      ...input,
      iid: this.#state.nextId(`project-${project.id}-merge-requests`),
      projectId: project.id,
      state: 'opened',
      authorId: user.id,
      mergeWhenPipelineSucceeds: false,
      sha,
      createdAt: now,
      updatedAt: now,
    });
    this.#options.events.emit('mergeRequest', {
      mergeRequest,
      action: 'open',
      user,
    });
    this.#runInBackground(this.#mergeRequestPipeline(project, mergeRequest));
    return mergeRequest;
  }

  async merge(
    project: Project,
    mergeRequest: MergeRequest,
    options: {
      message?: string;
      removeSourceBranch?: boolean;
      /** Merge once the pipeline of the source has succeeded, if one is running. */
      afterPipeline?: boolean;
      user: User;
    },
  ): Promise<MergeRequest> {
    if (mergeRequest.state !== 'opened') {
      throw new ConflictError('405 Method Not Allowed');
    }
    if (options.afterPipeline && this.#hasOpenPipeline(mergeRequest)) {
      return this.#state.mergeRequests.update(mergeRequest, {
        mergeWhenPipelineSucceeds: true,
        removeSourceBranch:
          options.removeSourceBranch ?? mergeRequest.removeSourceBranch,
      });
    }
    const { sourceBranch, targetBranch } = mergeRequest;
    const repository = this.#options.repository(project);
    const mergeCommitSha = await repository.merge({
      branch: targetBranch,
      source: mergeRequest.sha,
      author: options.user,
      message:
        options.message ??
        `Merge branch '${sourceBranch}' into '${targetBranch}'\n\n${mergeRequest.title}\n\nSee merge request ${project.fullPath}!${mergeRequest.iid}`,
    });
    const now = new Date().toISOString();
    this.#state.mergeRequests.update(mergeRequest, {
      state: 'merged',
      mergeCommitSha,
      mergedAt: now,
      updatedAt: now,
    });
    if (options.removeSourceBranch ?? mergeRequest.removeSourceBranch) {
      await repository.deleteRef(`${BRANCH}${sourceBranch}`);
    }
    this.#options.events.emit('mergeRequest', {
      mergeRequest,
      action: 'merge',
      user: options.user,
    });
    await this.#options.syncRefs(project, options.user);
    return mergeRequest;
  }

  announce(
    mergeRequest: MergeRequest,
    action: MergeRequestEvent['action'],
    user: User,
  ): void {
    this.#options.events.emit('mergeRequest', { mergeRequest, action, user });
  }

  /** Commits that came to the branch of an open merge request belong to it. */
  async pushed(
    project: Project,
    push: { branch: string; sha: string; user: User },
  ): Promise<void> {
    const mergeRequest = this.#openMergeRequest(project, push.branch);
    if (mergeRequest && mergeRequest.sha !== push.sha) {
      this.#state.mergeRequests.update(mergeRequest, {
        sha: push.sha,
        updatedAt: new Date().toISOString(),
      });
      this.announce(mergeRequest, 'update', push.user);
      await this.#mergeRequestPipeline(project, mergeRequest);
    }
  }

  approve(mergeRequest: MergeRequest, user: User): MergeRequest {
    if (mergeRequest.state !== 'opened') {
      throw new ConflictError('405 Method Not Allowed');
    }
    const approvals = mergeRequest.approvals ?? [];
    if (approvals.some(({ userId }) => userId === user.id)) {
      throw new NotAllowedError('401 Unauthorized');
    }
    const now = new Date().toISOString();
    this.#state.mergeRequests.update(mergeRequest, {
      approvals: [...approvals, { userId: user.id, approvedAt: now }],
      updatedAt: now,
    });
    this.announce(mergeRequest, 'approved', user);
    return mergeRequest;
  }

  /** Its own commits, newest first, also once its branch is merged or gone. */
  async commits(
    project: Project,
    mergeRequest: MergeRequest,
  ): Promise<GitCommit[]> {
    const { mergeCommitSha, targetBranch, sha } = mergeRequest;
    const base = mergeCommitSha ? `${mergeCommitSha}^1` : targetBranch;
    return this.#options
      .repository(project)
      .commits({ ref: `${base}..${sha}`, limit: 1000 });
  }

  #hasOpenPipeline(mergeRequest: MergeRequest): boolean {
    return this.#state.pipelines
      .all()
      .some(
        pipeline =>
          pipeline.projectId === mergeRequest.projectId &&
          pipeline.sha === mergeRequest.sha &&
          !isFinished(pipeline.status),
      );
  }

  async #autoMerge(pipeline: Pipeline): Promise<void> {
    const mergeRequest = this.#state.mergeRequests.find(
      candidate =>
        candidate.projectId === pipeline.projectId &&
        candidate.state === 'opened' &&
        candidate.mergeWhenPipelineSucceeds &&
        candidate.sha === pipeline.sha,
    );
    if (mergeRequest && pipeline.status === 'success') {
      const project = this.#state.projects.require(pipeline.projectId);
      const user = this.#state.users.require(mergeRequest.authorId);
      await this.merge(project, mergeRequest, { user });
    }
  }

  /** Only files that name merge request pipelines get one, as their jobs opt in. */
  async #mergeRequestPipeline(
    project: Project,
    mergeRequest: MergeRequest,
  ): Promise<void> {
    const file = await this.#options
      .repository(project)
      .blob(mergeRequest.sha, '.gitlab-ci.yml');
    if (!file?.content.includes('merge_request_event')) {
      return;
    }
    await this.#options.runner.createPipeline({
      project,
      ref: mergeRequest.sourceBranch,
      sha: mergeRequest.sha,
      source: 'merge_request_event',
      userId: mergeRequest.authorId,
      mergeRequestId: mergeRequest.id,
    });
  }

  #openMergeRequest(project: Project, branch: string) {
    return this.#state.mergeRequests.find(
      candidate =>
        candidate.projectId === project.id &&
        candidate.sourceBranch === branch &&
        candidate.state === 'opened',
    );
  }

  #runInBackground(work: Promise<unknown>): void {
    work.catch(error =>
      this.#options.logger.warn(`work on a merge request failed: ${error}`),
    );
  }
}
