import { rm } from 'fs/promises';
import { join } from 'path';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { LabConfig } from '../config';
import { LabEvents } from '../events';
import { GitRepository, NULL_SHA } from '../git/GitRepository';
import { Logger } from '../logger';
import { Runner } from '../runner/Runner';
import { LabState } from '../state/LabState';
import { Group, Project, User } from '../state/types';
import { Issues } from './Issues';
import { MergeRequests } from './MergeRequests';

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
  readonly mergeRequests: MergeRequests;
  readonly issues: Issues;

  constructor(options: ForgeServiceOptions) {
    this.#options = options;
    this.#state = options.state;
    this.runner = new Runner({
      ...options,
      repository: project => this.repository(project),
    });
    this.mergeRequests = new MergeRequests({
      ...options,
      runner: this.runner,
      repository: project => this.repository(project),
      syncRefs: (project, user) => this.syncRefs(project, user),
    });
    this.issues = new Issues(options);
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
      this.#state.issues,
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
    if (!tag) {
      await this.mergeRequests.pushed(project, {
        branch: ref,
        sha: push.after,
        user: push.user,
      });
    }
  }

  #runInBackground(work: Promise<unknown>): void {
    work.catch(error =>
      this.#options.logger.warn(`work after a push failed: ${error}`),
    );
  }
}
