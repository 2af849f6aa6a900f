import type { Entity } from '@backstage/catalog-model';
import type {
  ChangeSource,
  DeliverySource,
  LogSource,
  PipelineControl,
  PipelineSource,
  WebhookParser,
} from '@backstage-devops/plugin-devops-node';
import { GithubApi } from './api/GithubApi';
import { BINDING_ANNOTATIONS, repositoriesOf } from './bindings';
import type { BindingHost } from './bindings';
import { createChangeSource } from './changes';
import type { GithubConfig } from './config';
import { createPipelineControl } from './control';
import { createLogSource } from './logs';
import { idOfKey } from './mappers/keys';
import { countRuns } from './sweep/countRuns';
import { DefaultBranches } from './sweep/DefaultBranches';
import { readWholeRun } from './sweep/readRun';
import { sweepRepository } from './sweep/sweep';
import { Validators } from './sweep/Validators';
import { createWebhookParser } from './webhooks';

/** One GitHub host. Scopes are full names of repositories, in lower case. */
export class GithubSource implements DeliverySource {
  readonly provider = 'github';
  readonly annotations = BINDING_ANNOTATIONS;
  readonly id: string;
  readonly title: string;
  readonly webhooks?: WebhookParser;
  readonly pipelines: PipelineSource;
  readonly changes: ChangeSource;
  readonly logs: LogSource;
  readonly control: PipelineControl;
  readonly #api: GithubApi;
  readonly #binding: BindingHost;

  private constructor(config: GithubConfig, binding: BindingHost) {
    const title = `GitHub (${config.host})`;
    const api = new GithubApi({ ...config, title });
    this.#api = api;
    this.#binding = binding;
    this.id = config.id;
    this.title = title;
    this.webhooks = config.webhook && createWebhookParser(config.webhook);
    this.pipelines = createPipelineSource(api, config);
    this.changes = createChangeSource(api);
    this.logs = createLogSource(api);
    this.control = createPipelineControl(api);
  }

  /** One source for each host. */
  static fromConfigs(configs: GithubConfig[]): GithubSource[] {
    const hosts = configs.map(({ host }) => host);
    return configs.map(
      config =>
        new GithubSource(config, {
          host: config.host,
          hosts,
          isDefault: configs.length === 1 || config.host === 'github.com',
        }),
    );
  }

  scopesOf(entity: Entity): string[] {
    return repositoriesOf(entity, this.#binding);
  }

  requestBudget() {
    return this.#api.requestBudget();
  }
}

function createPipelineSource(
  api: GithubApi,
  config: GithubConfig,
): PipelineSource {
  const branches = new DefaultBranches({ api });
  const validators = new Validators();
  const contextOf = async (scope: string, signal: AbortSignal) => ({
    scope,
    defaultBranch: await branches.of(scope, signal),
  });
  return {
    sweepIntervalMs: config.sweepIntervalMs,

    async sweep(request) {
      const context = await contextOf(request.scope, request.signal);
      await sweepRepository(api, validators, context, {
        ...request,
        initialLookbackMs: config.initialLookbackMs,
      });
    },

    async readRun(run, { signal }) {
      const id = idOfKey(run.key, 'run');
      const context = await contextOf(run.scope, signal);
      return readWholeRun(api, context, id, { signal });
    },

    countRuns: request => countRuns(api, request),
  };
}
