import { rm } from 'fs/promises';
import { join } from 'path';
import { LabConfig } from '../config';
import { GitRepository } from '../git/GitRepository';
import { LabState } from '../state/LabState';
import { Job, Pipeline, Project } from '../state/types';
import { Workspace } from './JobProcess';
import { jobVariables, pipelineVariables } from './variables';
import { cloneForRun, writeVariablesFile } from './workspace';

/** Where jobs run and what they leave behind. */
export class Workspaces {
  readonly #config: LabConfig;
  readonly #state: LabState;
  readonly #repository: (project: Project) => GitRepository;

  constructor(options: {
    config: LabConfig;
    state: LabState;
    repository: (project: Project) => GitRepository;
  }) {
    this.#config = options.config;
    this.#state = options.state;
    this.#repository = options.repository;
  }

  forPipeline(pipeline: Pipeline, project: Project): Promise<Workspace> {
    return this.#create(pipeline, project, `plan-${pipeline.id}`);
  }

  forJob(job: Job, pipeline: Pipeline, project: Project): Promise<Workspace> {
    return this.#create(pipeline, project, `job-${job.id}`, job);
  }

  traceFile(job: Job): string {
    return join(this.#config.home, 'traces', `${job.id}.log`);
  }

  artifactFolder(job: Job): string {
    return join(this.#config.home, 'artifacts', String(job.id));
  }

  async #create(
    pipeline: Pipeline,
    project: Project,
    name: string,
    job?: Job,
  ): Promise<Workspace> {
    const config = this.#config;
    const repository = this.#repository(project);
    const cwd = join(config.home, 'builds', name, project.path);
    const variablesFile = join(config.home, 'builds', name, 'variables.yml');
    await removeTree(join(config.home, 'builds', name));
    await cloneForRun({
      repository,
      pipeline,
      target: cwd,
      remoteUrl: `${config.forgeUrl}/${project.fullPath}.git`,
      defaultBranch: project.defaultBranch ?? 'main',
    });
    const variables = {
      ...pipelineVariables({
        config,
        state: this.#state,
        project,
        pipeline,
        commit: await repository.commit(pipeline.sha),
      }),
      ...(job
        ? jobVariables(job, `${config.forgeUrl}/${project.fullPath}`)
        : {}),
      CI_PROJECT_DIR: cwd,
    };
    await writeVariablesFile(variablesFile, variables);
    return {
      cwd,
      variablesFile,
      variables,
      remove: () => removeTree(join(config.home, 'builds', name)),
    };
  }
}

function removeTree(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 3 });
}
