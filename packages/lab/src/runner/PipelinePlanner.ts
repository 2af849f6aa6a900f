import { toError } from '@backstage/errors';
import { LabConfig } from '../config';
import { GitRepository, NULL_SHA } from '../git/GitRepository';
import { LabState } from '../state/LabState';
import { Pipeline, Project } from '../state/types';
import { evaluatePipeline, JobPlan } from './evaluatePipeline';
import { jobProcessEnvironment } from './gitlabCiLocal';
import { Workspaces } from './Workspaces';

export interface PipelineRequest {
  project: Project;
  ref: string;
  tag?: boolean;
  sha: string;
  beforeSha?: string;
  source: string;
  userId: number;
  mergeRequestId?: number;
  variables?: Record<string, string>;
}

/** Decides what a commit's pipeline consists of. */
export class PipelinePlanner {
  readonly #config: LabConfig;
  readonly #state: LabState;
  readonly #workspaces: Workspaces;
  readonly #repository: (project: Project) => GitRepository;

  constructor(options: {
    config: LabConfig;
    state: LabState;
    workspaces: Workspaces;
    repository: (project: Project) => GitRepository;
  }) {
    this.#config = options.config;
    this.#state = options.state;
    this.#workspaces = options.workspaces;
    this.#repository = options.repository;
  }

  /**
   * Undefined when there is no file, no job, or the workflow rules want no pipeline. A
   * file that is not valid gives a failed pipeline that says why.
   */
  async plan(
    request: PipelineRequest,
  ): Promise<{ pipeline: Pipeline; jobs: JobPlan[] } | undefined> {
    const { project } = request;
    const repository = this.#repository(project);
    const file = await repository.blob(request.sha, '.gitlab-ci.yml');
    if (!file) {
      return undefined;
    }
    const commit = await repository.commit(request.sha);
    const pipeline = this.#draft(request);
    if (/\[(skip ci|ci skip)\]/i.test(commit.message)) {
      return { pipeline: { ...pipeline, status: 'skipped' }, jobs: [] };
    }
    try {
      const jobs = await this.#evaluate(pipeline, project);
      return jobs?.length ? { pipeline, jobs } : undefined;
    } catch (error) {
      const yamlErrors = toError(error).message;
      return {
        pipeline: { ...pipeline, status: 'failed', yamlErrors },
        jobs: [],
      };
    }
  }

  #draft(request: PipelineRequest): Pipeline {
    const now = new Date().toISOString();
    return {
      id: this.#state.nextId('pipelines'),
      iid: this.#state.nextId(`project-${request.project.id}-pipelines`),
      projectId: request.project.id,
      ref: request.ref,
      tag: request.tag ?? false,
      sha: request.sha,
      beforeSha: request.beforeSha ?? NULL_SHA,
      source: request.source,
      status: 'created',
      mergeRequestId: request.mergeRequestId,
      userId: request.userId,
      createdAt: now,
      updatedAt: now,
      variables: request.variables ?? {},
    };
  }

  async #evaluate(
    pipeline: Pipeline,
    project: Project,
  ): Promise<JobPlan[] | undefined> {
    const workspace = await this.#workspaces.forPipeline(pipeline, project);
    try {
      return await evaluatePipeline({
        ...workspace,
        env: jobProcessEnvironment(this.#config.home),
      });
    } finally {
      await workspace.remove();
    }
  }
}
