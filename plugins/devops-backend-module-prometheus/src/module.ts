import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { devopsSourcesExtensionPoint } from '@backstage-devops/plugin-devops-node';
import { readPrometheusInstances } from './config';
import { PrometheusSource } from './PrometheusSource';

/**
 * Reads where service level objectives stand from Prometheus and what speaks
 * its API, as configured under `devops.prometheus.instances`. Without that key
 * it does nothing.
 *
 * @public
 */
export const devopsModulePrometheus = createBackendModule({
  pluginId: 'devops',
  moduleId: 'prometheus',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        sources: devopsSourcesExtensionPoint,
      },
      async init({ config, logger, sources }) {
        const instances = readPrometheusInstances(config);
        if (instances.length === 0) {
          logger.info(
            'No Prometheus is asked for objectives: devops.prometheus.instances is not configured',
          );
        }
        sources.addSloSource(
          ...instances.map(instance => new PrometheusSource({ instance })),
        );
      },
    });
  },
});
