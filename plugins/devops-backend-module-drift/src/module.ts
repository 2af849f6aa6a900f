import { createBackendModule } from '@backstage/backend-plugin-api';
import { devopsDriftExtensionPoint } from '@backstage-devops/plugin-devops-node';
import { GeneratorsChecker } from './GeneratorsChecker';

/**
 * Compares the generated pipelines of the catalog with what the generators
 * would write today, as configured under `devops.drift`.
 *
 * @public
 */
export const devopsModuleDrift = createBackendModule({
  pluginId: 'devops',
  moduleId: 'drift',
  register(reg) {
    reg.registerInit({
      deps: { drift: devopsDriftExtensionPoint },
      async init({ drift }) {
        drift.setPipelineChecker(new GeneratorsChecker());
      },
    });
  },
});
