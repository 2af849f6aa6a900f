import type { Entity } from '@backstage/catalog-model';
import type {
  ChangeSource,
  DeliverySource,
  LogSource,
  PipelineControl,
  PipelineSource,
  WebhookParser,
} from '@backstage-devops/plugin-devops-node';
import { GitlabApi } from './api/GitlabApi';
import { BINDING_ANNOTATIONS, projectsOf } from './bindings';
import { createChangeSource } from './changes';
import type { GitlabConfig } from './config';
import { createPipelineControl } from './control';
import { createLogSource } from './logs';
import { idOfKey } from './mappers/keys';
import { countRuns } from './sweep/countRuns';
import { Projects } from './sweep/Projects';
import { readWholeRun } from './sweep/readRun';
import { sweepProject } from './sweep/sweep';
import { createWebhookParser } from './webhooks';

/** One GitLab instance. Scopes are paths of projects. */
export class GitlabSource implements DeliverySource {
  readonly provider = 'gitlab';
  readonly annotations = BINDING_ANNOTATIONS;
  readonly id: string;
  readonly title: string;
  readonly webhooks?: WebhookParser;
  readonly pipelines: PipelineSource;
  readonly changes: ChangeSource;
  readonly logs: LogSource;
  readonly control: PipelineControl;
  readonly #api: GitlabApi;
  readonly #config: GitlabConfig;
  readonly #isDefault: boolean;

  private constructor(config: GitlabConfig, isDefault: boolean) {
    const title = `GitLab (${config.host})`;
    const api = new GitlabApi({ ...config, title });
    this.#api = api;
    this.#config = config;
    this.#isDefault = isDefault;
    this.id = config.id;
    this.title = title;
    this.webhooks = config.webhook && createWebhookParser(config.webhook);
    this.pipelines = createPipelineSource(api, config);
    this.changes = createChangeSource(api);
    this.logs = createLogSource(api);
    this.control = createPipelineControl(api);
  }

  /** One source for each instance. */
  static fromConfigs(configs: GitlabConfig[]): GitlabSource[] {
    return configs.map(
      config =>
        new GitlabSource(
          config,
          configs.length === 1 || config.host === 'gitlab.com',
        ),
    );
  }

  scopesOf(entity: Entity): string[] {
    return projectsOf(entity, { ...this.#config, isDefault: this.#isDefault });
  }

  requestBudget() {
    return this.#api.requestBudget();
  }
}

function createPipelineSource(
  api: GitlabApi,
  config: GitlabConfig,
): PipelineSource {
  const projects = new Projects({ api });
  return {
    sweepIntervalMs: config.sweepIntervalMs,

    async sweep(request) {
      const project = await projects.of(request.scope, request.signal);
      const context = { scope: request.scope, ...project };
      await sweepProject(api, context, {
        ...request,
        ...project,
        initialLookbackMs: config.initialLookbackMs,
      });
    },

    async readRun(run, { signal }) {
      const id = idOfKey(run.key, 'pipeline');
      const project = await projects.of(run.scope, signal);
      const context = { scope: run.scope, ...project };
      return readWholeRun(api, context, id, { signal });
    },

    countRuns: span => countRuns(api, span),
  };
}
