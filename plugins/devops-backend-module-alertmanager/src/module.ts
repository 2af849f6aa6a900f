import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { devopsSourcesExtensionPoint } from '@backstage-devops/plugin-devops-node';
import { AlertmanagerSource } from './AlertmanagerSource';
import { readAlertmanagerInstances } from './config';

/**
 * Takes alerts from Alertmanagers, as configured under
 * `devops.alertmanager.instances`. Without that key it does nothing.
 *
 * @public
 */
export const devopsModuleAlertmanager = createBackendModule({
  pluginId: 'devops',
  moduleId: 'alertmanager',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        sources: devopsSourcesExtensionPoint,
      },
      async init({ config, logger, sources }) {
        const instances = readAlertmanagerInstances(config);
        if (instances.length === 0) {
          logger.info(
            'No Alertmanager tells of alerts: devops.alertmanager.instances is not configured',
          );
        }
        sources.addDeliverySource(
          ...instances.map(instance => new AlertmanagerSource({ instance })),
        );
      },
    });
  },
});
