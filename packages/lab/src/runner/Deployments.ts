import { LabEvents } from '../events';
import { LabState } from '../state/LabState';
import { Environment, Job, JobStatus, Pipeline } from '../state/types';
import { slugify } from './variables';

/** Keeps environments and deployment records in step with the jobs that deploy. */
export class Deployments {
  readonly #state: LabState;
  readonly #events: LabEvents;

  constructor(options: { state: LabState; events: LabEvents }) {
    this.#state = options.state;
    this.#events = options.events;
  }

  started(job: Job, pipeline: Pipeline): void {
    if (!job.environment || job.environment.action !== 'start') {
      return;
    }
    const now = new Date().toISOString();
    const environment = this.#ensureEnvironment(job, now);
    const deployment = this.#state.deployments.insert({
      iid: this.#state.nextId(`project-${job.projectId}-deployments`),
      projectId: job.projectId,
      environmentId: environment.id,
      jobId: job.id,
      ref: pipeline.ref,
      tag: pipeline.tag,
      sha: pipeline.sha,
      status: 'running',
      userId: job.userId,
      createdAt: now,
      updatedAt: now,
    });
    this.#events.emit('deployment', deployment);
  }

  finished(job: Job): void {
    const status: JobStatus = job.status;
    if (job.environment?.action === 'stop' && status === 'success') {
      this.#stopEnvironment(job);
    }
    const deployment = this.#state.deployments.find(
      candidate => candidate.jobId === job.id && candidate.status === 'running',
    );
    if (!deployment) {
      return;
    }
    const now = new Date().toISOString();
    this.#state.deployments.update(deployment, {
      status,
      updatedAt: now,
      finishedAt: now,
    });
    this.#events.emit('deployment', deployment);
  }

  #ensureEnvironment(job: Job, now: string): Environment {
    const { name = '', url, tier = 'other' } = job.environment ?? {};
    const existing = this.#state.environments.find(
      candidate =>
        candidate.projectId === job.projectId && candidate.name === name,
    );
    if (existing) {
      return this.#state.environments.update(existing, {
        externalUrl: url ?? existing.externalUrl,
        tier,
        state: 'available',
        updatedAt: now,
      });
    }
    return this.#state.environments.insert({
      projectId: job.projectId,
      name,
      slug: slugify(name),
      externalUrl: url,
      tier,
      state: 'available',
      createdAt: now,
      updatedAt: now,
    });
  }

  #stopEnvironment(job: Job): void {
    const environment = this.#state.environments.find(
      candidate =>
        candidate.projectId === job.projectId &&
        candidate.name === job.environment?.name,
    );
    if (environment) {
      this.#state.environments.update(environment, {
        state: 'stopped',
        updatedAt: new Date().toISOString(),
      });
    }
  }
}
