import { createReadStream, existsSync } from 'fs';
import { readFile } from 'fs/promises';
import { join } from 'path';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import { LabConfig } from '../config';
import { LabEvents } from '../events';
import { GitRepository } from '../git/GitRepository';
import { Logger } from '../logger';
import { LabState } from '../state/LabState';
import { Job, JobStatus, Pipeline, Project } from '../state/types';
import { Deployments } from './Deployments';
import { JobPlan } from './evaluatePipeline';
import { jobProcessEnvironment } from './gitlabCiLocal';
import { JobProcess, JobResult } from './JobProcess';
import { PipelinePlanner, PipelineRequest } from './PipelinePlanner';
import {
  byUrgency,
  composeStatus,
  isFinished,
  nextStatus,
} from './pipelineStatus';
import { secretValues } from './variables';
import { Workspaces } from './Workspaces';

interface RunnerOptions {
  config: LabConfig;
  state: LabState;
  events: LabEvents;
  logger: Logger;
  repository: (project: Project) => GitRepository;
}

/** Turns commits into pipelines and runs their jobs, a few at a time. */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #state: LabState;
  readonly #deployments: Deployments;
  readonly #workspaces: Workspaces;
  readonly #planner: PipelinePlanner;
  readonly #running = new Map<number, JobProcess>();
  readonly #settled = new Set<Promise<void>>();
  #stopped = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#state = options.state;
    this.#deployments = new Deployments(options);
    this.#workspaces = new Workspaces(options);
    this.#planner = new PipelinePlanner({
      ...options,
      workspaces: this.#workspaces,
    });
  }

  /** Jobs that ran when the lab ended are over: nobody watches their processes. */
  recover(): void {
    for (const job of this.#state.jobs.all()) {
      if (job.status === 'running') {
        this.#finish(job, {
          status: 'failed',
          failureReason: 'runner_system_failure',
        });
      }
    }
    this.#schedule();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this.#running.values()].map(job => job.cancel()));
    await Promise.all(this.#settled);
  }

  /** Undefined when there is no file, or its workflow rules want no pipeline. */
  async createPipeline(
    request: PipelineRequest,
  ): Promise<Pipeline | undefined> {
    const planned = this.#stopped
      ? undefined
      : await this.#planner.plan(request);
    return planned && this.#open(planned.pipeline, planned.jobs);
  }

  play(job: Job, userId: number): Job {
    if (job.status !== 'manual') {
      throw new NotAllowedError('Unplayable Job');
    }
    this.#state.jobs.update(job, { userId });
    this.#setJobStatus(job, 'pending');
    this.#reviveSkipped(job);
    this.#afterChange(job.pipelineId);
    return job;
  }

  retry(job: Job, userId: number): Job {
    if (
      !['success', 'failed', 'canceled'].includes(job.status) ||
      job.retried
    ) {
      throw new NotAllowedError('Job is not retryable');
    }
    const again = this.#retryOne(job, userId);
    this.#reviveSkipped(again);
    this.#afterChange(job.pipelineId);
    return again;
  }

  async cancel(job: Job): Promise<Job> {
    await this.#cancelOne(job);
    this.#afterChange(job.pipelineId);
    return job;
  }

  retryPipeline(pipeline: Pipeline, userId: number): Pipeline {
    for (const job of this.#latestJobs(pipeline.id)) {
      if (['failed', 'canceled'].includes(job.status)) {
        this.#reviveSkipped(this.#retryOne(job, userId));
      }
    }
    this.#afterChange(pipeline.id);
    return pipeline;
  }

  async cancelPipeline(pipeline: Pipeline): Promise<Pipeline> {
    for (const job of this.#latestJobs(pipeline.id)) {
      if (!isFinished(job.status)) {
        await this.#cancelOne(job);
      }
    }
    this.#afterChange(pipeline.id);
    return pipeline;
  }

  /** What the job has printed so far. */
  async trace(job: Job): Promise<string> {
    const file = this.#workspaces.traceFile(job);
    return existsSync(file) ? readFile(file, 'utf8') : '';
  }

  artifact(job: Job, path: string) {
    const root = this.#workspaces.artifactFolder(job);
    const file = join(root, path);
    return file.startsWith(`${root}/`) && existsSync(file)
      ? createReadStream(file)
      : undefined;
  }

  #open(pipeline: Pipeline, plans: JobPlan[]): Pipeline {
    this.#state.pipelines.load(pipeline);
    for (const plan of plans) {
      const job = this.#state.jobs.insert({
        ...plan,
        pipelineId: pipeline.id,
        projectId: pipeline.projectId,
        status: 'created',
        retried: false,
        userId: pipeline.userId,
        createdAt: new Date().toISOString(),
      });
      this.#options.events.emit('job', job);
    }
    const finished = isFinished(pipeline.status);
    this.#state.pipelines.update(
      pipeline,
      finished ? { finishedAt: new Date().toISOString() } : {},
    );
    this.#options.events.emit('pipeline', pipeline);
    this.#afterChange(pipeline.id);
    return pipeline;
  }

  #latestJobs(pipelineId: number): Job[] {
    return this.#state.jobs.filter(
      job => job.pipelineId === pipelineId && !job.retried,
    );
  }

  #retryOne(job: Job, userId: number): Job {
    this.#state.jobs.update(job, { retried: true });
    const again = this.#state.jobs.insert({
      ...job,
      status: 'created',
      retried: false,
      userId,
      createdAt: new Date().toISOString(),
      queuedAt: undefined,
      startedAt: undefined,
      finishedAt: undefined,
      coverage: undefined,
      failureReason: undefined,
    });
    this.#setJobStatus(again, 'pending');
    return again;
  }

  /** Jobs that gave up because of this one get another chance. */
  #reviveSkipped(cause: Job): void {
    for (const job of this.#latestJobs(cause.pipelineId)) {
      const depends = job.needs
        ? job.needs.some(need => need.job === cause.name)
        : job.stageIndex > cause.stageIndex;
      if (depends && job.status === 'skipped') {
        this.#setJobStatus(job, 'created');
        this.#reviveSkipped(job);
      }
    }
  }

  async #cancelOne(job: Job): Promise<void> {
    if (isFinished(job.status)) {
      throw new ConflictError('Job cannot be canceled');
    }
    const process = this.#running.get(job.id);
    if (process) {
      await process.cancel();
    }
    // A process that just ended by itself has set its own outcome.
    if (!isFinished(job.status)) {
      this.#finish(job, { status: 'canceled' });
    }
  }

  #setJobStatus(job: Job, status: JobStatus): void {
    const now = new Date().toISOString();
    this.#state.jobs.update(job, {
      status,
      ...(status === 'pending' ? { queuedAt: now } : {}),
      ...(status === 'running' ? { startedAt: now } : {}),
      ...(isFinished(status) ? { finishedAt: now } : {}),
    });
    this.#options.events.emit('job', job);
  }

  #afterChange(pipelineId: number): void {
    const pipeline = this.#state.pipelines.require(pipelineId);
    if (pipeline.yamlErrors === undefined) {
      this.#promote(pipelineId);
      this.#updatePipeline(pipeline);
    }
    this.#schedule();
  }

  #promote(pipelineId: number): void {
    let changed = true;
    while (changed) {
      changed = false;
      const jobs = this.#latestJobs(pipelineId);
      for (const job of jobs.filter(({ status }) => status === 'created')) {
        const status = nextStatus(job, jobs);
        if (status !== 'created') {
          this.#setJobStatus(job, status);
          changed = true;
        }
      }
    }
  }

  #updatePipeline(pipeline: Pipeline): void {
    const jobs = this.#latestJobs(pipeline.id);
    const status = jobs.length ? composeStatus(jobs) : pipeline.status;
    const now = new Date().toISOString();
    const started = jobs.some(job => job.startedAt);
    const measured = jobs.flatMap(job => job.coverage ?? []);
    const changed = status !== pipeline.status;
    const ended = changed ? now : pipeline.finishedAt;
    this.#state.pipelines.update(pipeline, {
      status,
      updatedAt: now,
      startedAt: pipeline.startedAt ?? (started ? now : undefined),
      finishedAt: isFinished(status) ? ended : undefined,
      coverage: measured.length
        ? measured.reduce((sum, value) => sum + value, 0) / measured.length
        : undefined,
    });
    if (changed) {
      this.#options.events.emit('pipeline', pipeline);
    }
  }

  #schedule(): void {
    if (this.#stopped) {
      return;
    }
    const free = () => this.#running.size < this.#options.config.concurrency;
    const waiting = byUrgency(
      this.#state.jobs.filter(job => job.status === 'pending'),
      job => this.#latestJobs(job.pipelineId),
    );
    for (const job of waiting) {
      if (free() && !this.#isResourceTaken(job)) {
        this.#start(job);
      }
    }
  }

  #isResourceTaken(job: Job): boolean {
    return (
      job.resourceGroup !== undefined &&
      [...this.#running.keys()].some(id => {
        const other = this.#state.jobs.require(id);
        return (
          other.projectId === job.projectId &&
          other.resourceGroup === job.resourceGroup
        );
      })
    );
  }

  #start(job: Job): void {
    const settled = this.#execute(job)
      .catch(error => {
        this.#options.logger.warn(`job ${job.id} (${job.name}): ${error}`);
        return {
          status: 'failed',
          failureReason: 'runner_system_failure',
        } satisfies JobResult;
      })
      .then(result => {
        this.#running.delete(job.id);
        if (!isFinished(job.status)) {
          this.#finish(job, result);
        }
        this.#afterChange(job.pipelineId);
      })
      .finally(() => this.#settled.delete(settled));
    this.#settled.add(settled);
  }

  async #execute(job: Job): Promise<JobResult> {
    const { config } = this.#options;
    const pipeline = this.#state.pipelines.require(job.pipelineId);
    const project = this.#state.projects.require(job.projectId);
    const process = new JobProcess({
      prepare: () => this.#workspaces.forJob(job, pipeline, project),
      jobName: job.name,
      env: jobProcessEnvironment(config.home),
      traceFile: this.#workspaces.traceFile(job),
      secrets: secretValues(config, this.#state, project.id),
      timeoutSeconds: job.timeoutSeconds,
      artifactSources: this.#artifactSources(job),
      artifactTarget: this.#workspaces.artifactFolder(job),
    });
    this.#running.set(job.id, process);
    this.#setJobStatus(job, 'running');
    this.#updatePipeline(pipeline);
    this.#deployments.started(job, pipeline);
    return process.run();
  }

  #finish(job: Job, result: JobResult): void {
    this.#state.jobs.update(job, {
      coverage: result.coverage,
      failureReason: result.failureReason,
    });
    this.#setJobStatus(job, result.status);
    this.#deployments.finished(job);
    const pipeline = this.#state.pipelines.require(job.pipelineId);
    this.#promote(pipeline.id);
    this.#updatePipeline(pipeline);
  }

  /** GitLab hands a job the artifacts of what it needs, else of all earlier stages. */
  #artifactSources(job: Job): string[] {
    return this.#latestJobs(job.pipelineId)
      .filter(other => {
        if (job.dependencies) {
          return job.dependencies.includes(other.name);
        }
        return job.needs
          ? job.needs.some(need => need.job === other.name && need.artifacts)
          : other.stageIndex < job.stageIndex;
      })
      .map(other => this.#workspaces.artifactFolder(other));
  }
}
