import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { devopsSourcesExtensionPoint } from '@backstage-devops/plugin-devops-node';
import { readPushConfigs } from './config';
import { PushSource } from './PushSource';

/**
 * Adds one source for each entry of `devops.providers.push`, and none without
 * the key.
 *
 * @public
 */
export const devopsModulePush = createBackendModule({
  pluginId: 'devops',
  moduleId: 'push',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        sources: devopsSourcesExtensionPoint,
      },
      async init({ config, sources }) {
        sources.addDeliverySource(
          ...readPushConfigs(config).map(entry => new PushSource(entry)),
        );
      },
    });
  },
});
