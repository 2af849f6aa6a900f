import { ConflictError } from '@backstage/errors';
import { LabEvents } from '../events';
import { LabState } from '../state/LabState';
import { Issue, Project, User } from '../state/types';

/** What happens to issues, of which incidents are one kind. */
export class Issues {
  readonly #state: LabState;
  readonly #events: LabEvents;

  constructor(options: { state: LabState; events: LabEvents }) {
    this.#state = options.state;
    this.#events = options.events;
  }

  open(
    project: Project,
    input: Pick<
      Issue,
      'type' | 'title' | 'description' | 'severity' | 'labels'
    >,
    user: User,
  ): Issue {
    const now = new Date().toISOString();
    const issue = this.#state.issues.insert({
      ...input,
      iid: this.#state.nextId(`project-${project.id}-issues`),
      projectId: project.id,
      state: 'opened',
      authorId: user.id,
      createdAt: now,
      updatedAt: now,
    });
    this.#events.emit('issue', { issue, action: 'open', user });
    return issue;
  }

  find(project: Project, iid: number): Issue | undefined {
    return this.#state.issues.find(
      issue => issue.projectId === project.id && issue.iid === iid,
    );
  }

  update(
    issue: Issue,
    patch: Partial<Pick<Issue, 'title' | 'description' | 'labels'>>,
    user: User,
  ): Issue {
    this.#state.issues.update(issue, {
      ...patch,
      updatedAt: new Date().toISOString(),
    });
    this.#events.emit('issue', { issue, action: 'update', user });
    return issue;
  }

  close(issue: Issue, user: User): Issue {
    if (issue.state === 'closed') {
      throw new ConflictError('The issue is closed already');
    }
    const now = new Date().toISOString();
    this.#state.issues.update(issue, {
      state: 'closed',
      closedAt: now,
      updatedAt: now,
    });
    this.#events.emit('issue', { issue, action: 'close', user });
    return issue;
  }

  reopen(issue: Issue, user: User): Issue {
    if (issue.state === 'opened') {
      throw new ConflictError('The issue is open already');
    }
    this.#state.issues.update(issue, {
      state: 'opened',
      closedAt: undefined,
      updatedAt: new Date().toISOString(),
    });
    this.#events.emit('issue', { issue, action: 'reopen', user });
    return issue;
  }
}
