import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { devopsSourcesExtensionPoint } from '@backstage-devops/plugin-devops-node';
import { readGitlabConfigs } from './config';
import { GitlabSource } from './GitlabSource';

/**
 * Adds one source for each entry of `devops.providers.gitlab`, and none
 * without the key.
 *
 * @public
 */
export const devopsModuleGitlab = createBackendModule({
  pluginId: 'devops',
  moduleId: 'gitlab',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        sources: devopsSourcesExtensionPoint,
      },
      async init({ config, sources }) {
        sources.addDeliverySource(
          ...GitlabSource.fromConfigs(readGitlabConfigs(config)),
        );
      },
    });
  },
});
