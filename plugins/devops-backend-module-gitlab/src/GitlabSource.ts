import type { Entity } from '@backstage/catalog-model';
import type {
  DeliverySource,
  LogSource,
  PipelineControl,
  PipelineSource,
  WebhookParser,
} from '@backstage-devops/plugin-devops-node';
import { GitlabApi } from './api/GitlabApi';
import { BINDING_ANNOTATIONS, projectsOf } from './bindings';
import type { GitlabConfig } from './config';
import { createPipelineControl } from './control';
import { createLogSource } from './logs';
import { idOfKey } from './mappers/keys';
import { DefaultBranches } from './sweep/DefaultBranches';
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
  readonly logs: LogSource;
  readonly control: PipelineControl;
  readonly #config: GitlabConfig;
  readonly #isDefault: boolean;

  private constructor(config: GitlabConfig, isDefault: boolean) {
    const title = `GitLab (${config.host})`;
    const api = new GitlabApi({ ...config, title });
    this.#config = config;
    this.#isDefault = isDefault;
    this.id = config.id;
    this.title = title;
    this.webhooks = config.webhook && createWebhookParser(config.webhook);
    this.pipelines = createPipelineSource(api, config);
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
}

function createPipelineSource(
  api: GitlabApi,
  config: GitlabConfig,
): PipelineSource {
  const branches = new DefaultBranches({ api });
  const contextOf = async (scope: string, signal: AbortSignal) => ({
    scope,
    defaultBranch: await branches.of(scope, signal),
  });
  return {
    sweepIntervalMs: config.sweepIntervalMs,

    async sweep(request) {
      const context = await contextOf(request.scope, request.signal);
      await sweepProject(api, context, {
        ...request,
        initialLookbackMs: config.initialLookbackMs,
      });
    },

    async readRun(run, { signal }) {
      const id = idOfKey(run.key, 'pipeline');
      const context = await contextOf(run.scope, signal);
      return readWholeRun(api, context, id, { signal });
    },
  };
}
