import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { devopsSourcesExtensionPoint } from '@backstage-devops/plugin-devops-node';
import { CdeventsSource } from './CdeventsSource';
import { readCdeventsConfigs } from './config';

/**
 * Adds one source for each entry of `devops.providers.cdevents`, and none
 * without the key.
 *
 * @public
 */
export const devopsModuleCdevents = createBackendModule({
  pluginId: 'devops',
  moduleId: 'cdevents',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        sources: devopsSourcesExtensionPoint,
      },
      async init({ config, sources }) {
        sources.addDeliverySource(
          ...readCdeventsConfigs(config).map(
            entry => new CdeventsSource(entry),
          ),
        );
      },
    });
  },
});
