import { rm } from 'fs/promises';
import { join } from 'path';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { LabConfig } from '../config';
import { LabEvents } from '../events';
import { GitRepository, NULL_SHA } from '../git/GitRepository';
import { Logger } from '../logger';
import { isFinished } from '../runner/pipelineStatus';
import { Runner } from '../runner/Runner';
import { LabState } from '../state/LabState';
import { Group, MergeRequest, Pipeline, Project, User } from '../state/types';

const BRANCH = 'refs/heads/';
const TAG = 'refs/tags/';

interface ForgeServiceOptions {
  config: LabConfig;
  state: LabState;
  events: LabEvents;
  logger: Logger;
}

/** What the forge does, whichever way it is asked: by API, by git or by a page. */
export class ForgeService {
  readonly #options: ForgeServiceOptions;
  readonly #state: LabState;
  /** One queue per project, so that two pushes are not compared with the same past. */
  readonly #refQueues = new Map<number, Promise<void>>();
  readonly runner: Runner;

  constructor(options: ForgeServiceOptions) {
    this.#options = options;
    this.#state = options.state;
    this.runner = new Runner({
      ...options,
      repository: project => this.repository(project),
    });
    options.events.on('pipeline', pipeline =>
      this.#runInBackground(this.#autoMerge(pipeline)),
    );
    if (this.#state.users.all().length === 0) {
      this.#state.users.insert({
        username: 'portal',
        name: 'Developer portal',
        email: 'portal@example.com',
      });
    }
  }

  repository(project: Project): GitRepository {
    return new GitRepository(
      join(this.#options.config.home, 'repositories', `${project.id}.git`),
    );
  }

  user(username?: string): User {
    const named =
      username && this.#state.users.find(user => user.username === username);
    return named || this.#state.users.require(1);
  }

  createUser(user: Omit<User, 'id'>): User {
    if (this.#state.users.find(({ username }) => username === user.username)) {
      throw new ConflictError('Username has already been taken');
    }
    return this.#state.users.insert(user);
  }

  createGroup(path: string, name: string): Group {
    if (this.findGroup(path)) {
      throw new InputError(
        'Failed to save group {:path=>["has already been taken"]}',
      );
    }
    return this.#state.groups.insert({
      name,
      path,
      createdAt: new Date().toISOString(),
    });
  }

  findGroup(idOrPath: string): Group | undefined {
    return this.#state.groups.find(
      group => String(group.id) === idOrPath || group.path === idOrPath,
    );
  }

  project(idOrPath: string): Project {
    const project = this.#state.projects.find(
      candidate =>
        String(candidate.id) === idOrPath || candidate.fullPath === idOrPath,
    );
    if (!project) {
      throw new NotFoundError('404 Project Not Found');
    }
    return project;
  }

  async createProject(
    group: Group,
    input: Pick<Project, 'name' | 'path' | 'description' | 'visibility'> &
      Pick<Project, 'topics' | 'settings'>,
    user: User,
  ): Promise<Project> {
    const fullPath = `${group.path}/${input.path}`;
    if (this.#state.projects.find(project => project.fullPath === fullPath)) {
      throw new InputError('has already been taken');
    }
    const now = new Date().toISOString();
    const project = this.#state.projects.insert({
      ...input,
      groupId: group.id,
      fullPath,
      createdAt: now,
      lastActivityAt: now,
      creatorId: user.id,
      protectedBranches: [],
      refs: {},
    });
    await this.repository(project).init();
    return project;
  }

  async deleteProject(project: Project): Promise<void> {
    const { pipelines } = this.#state;
    for (const row of pipelines.filter(
      ({ projectId }) => projectId === project.id,
    )) {
      await this.runner.cancelPipeline(row);
    }
    for (const table of [
      this.#state.deployments,
      this.#state.environments,
      this.#state.jobs,
      this.#state.pipelines,
      this.#state.mergeRequests,
      this.#state.hooks,
      this.#state.variables,
    ]) {
      table
        .all()
        .filter(row => row.projectId === project.id)
        .forEach(row => table.delete(row.id));
    }
    this.#state.projects.delete(project.id);
    await rm(this.repository(project).path, { recursive: true, force: true });
  }

  /** Looks for refs that moved and does what a push causes: hooks and pipelines. */
  async syncRefs(project: Project, user: User): Promise<void> {
    const before = this.#refQueues.get(project.id) ?? Promise.resolve();
    const after = before
      .catch(() => {})
      .then(() => this.#syncRefsNow(project, user));
    this.#refQueues.set(project.id, after);
    return after;
  }

  async createMergeRequest(
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
    const repository = this.repository(project);
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

  async mergeMergeRequest(
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
    const repository = this.repository(project);
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
    await this.syncRefs(project, options.user);
    return mergeRequest;
  }

  announceMergeRequest(
    mergeRequest: MergeRequest,
    action: 'update' | 'close' | 'reopen',
    user: User,
  ): void {
    this.#options.events.emit('mergeRequest', { mergeRequest, action, user });
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
      await this.mergeMergeRequest(project, mergeRequest, { user });
    }
  }

  async #syncRefsNow(project: Project, user: User): Promise<void> {
    const repository = this.repository(project);
    const current = await repository.refs();
    const previous = project.refs;
    const names = new Set([...Object.keys(previous), ...Object.keys(current)]);
    const moved = [...names].filter(name => previous[name] !== current[name]);
    const firstBranch = moved.find(name => name.startsWith(BRANCH));
    if (!project.defaultBranch && firstBranch) {
      const defaultBranch = firstBranch.slice(BRANCH.length);
      await repository.setHead(defaultBranch);
      this.#state.projects.update(project, {
        defaultBranch,
        protectedBranches: [defaultBranch],
      });
    }
    this.#state.projects.update(project, {
      refs: current,
      ...(moved.length ? { lastActivityAt: new Date().toISOString() } : {}),
    });
    for (const ref of moved) {
      const after = current[ref] ?? NULL_SHA;
      const before = previous[ref] ?? NULL_SHA;
      this.#options.events.emit('push', { project, ref, before, after, user });
      if (after !== NULL_SHA) {
        this.#runInBackground(
          this.#pushed(project, { ref, before, after, user }),
        );
      }
    }
  }

  async #pushed(
    project: Project,
    push: { ref: string; before: string; after: string; user: User },
  ): Promise<void> {
    const tag = push.ref.startsWith(TAG);
    const ref = push.ref.slice((tag ? TAG : BRANCH).length);
    await this.runner.createPipeline({
      project,
      ref,
      tag,
      sha: push.after,
      beforeSha: push.before,
      source: 'push',
      userId: push.user.id,
    });
    const mergeRequest = tag ? undefined : this.#openMergeRequest(project, ref);
    if (mergeRequest && mergeRequest.sha !== push.after) {
      this.#state.mergeRequests.update(mergeRequest, {
        sha: push.after,
        updatedAt: new Date().toISOString(),
      });
      this.#options.events.emit('mergeRequest', {
        mergeRequest,
        action: 'update',
        user: push.user,
      });
      await this.#mergeRequestPipeline(project, mergeRequest);
    }
  }

  /** Only files that name merge request pipelines get one, as their jobs opt in. */
  async #mergeRequestPipeline(
    project: Project,
    mergeRequest: MergeRequest,
  ): Promise<void> {
    const file = await this.repository(project).blob(
      mergeRequest.sha,
      '.gitlab-ci.yml',
    );
    if (!file?.content.includes('merge_request_event')) {
      return;
    }
    await this.runner.createPipeline({
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
      this.#options.logger.warn(`work after a push failed: ${error}`),
    );
  }
}
