import { createBackendModule } from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createActions } from './actions';

/**
 * Adds the actions `devops:stack:detect`, `devops:pipeline:create`,
 * `devops:pipeline:validate`, `devops:pipeline:update`,
 * `devops:environment:create` and `devops:slo:create` to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleDevops = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'devops',
  register(reg) {
    reg.registerInit({
      deps: { scaffolder: scaffolderActionsExtensionPoint },
      async init({ scaffolder }) {
        scaffolder.addActions(...createActions());
      },
    });
  },
});
