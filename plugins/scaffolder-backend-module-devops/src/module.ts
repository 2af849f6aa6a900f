import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { DevopsClient } from '@backstage-devops/plugin-devops-common';
import { createActions } from './actions';

/**
 * Adds the actions `devops:stack:detect`, `devops:pipeline:create`,
 * `devops:pipeline:validate`, `devops:pipeline:update`,
 * `devops:environment:create`, `devops:slo:create` and `devops:gate:check` to
 * the scaffolder.
 *
 * @public
 */
export const scaffolderModuleDevops = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'devops',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        discovery: coreServices.discovery,
        scaffolder: scaffolderActionsExtensionPoint,
      },
      async init({ auth, discovery, scaffolder }) {
        const devops = new DevopsClient({ discoveryApi: discovery });
        scaffolder.addActions(...createActions({ auth, devops }));
      },
    });
  },
});
