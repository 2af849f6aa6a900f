import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { devopsSourcesExtensionPoint } from '@backstage-devops/plugin-devops-node';
import { readGithubConfigs } from './config';
import { GithubSource } from './GithubSource';

/**
 * Adds one source for each entry of `devops.providers.github`, and none
 * without the key.
 *
 * @public
 */
export const devopsModuleGithub = createBackendModule({
  pluginId: 'devops',
  moduleId: 'github',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        sources: devopsSourcesExtensionPoint,
      },
      async init({ config, sources }) {
        sources.addDeliverySource(
          ...GithubSource.fromConfigs(readGithubConfigs(config)),
        );
      },
    });
  },
});
