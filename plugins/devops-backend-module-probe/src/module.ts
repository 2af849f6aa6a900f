import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { devopsSourcesExtensionPoint } from '@backstage-devops/plugin-devops-node';
import { ProbeSource } from './probe/ProbeSource';
import { readProbeConfig } from './probe/readProbeConfig';

/**
 * Probes the environments of catalog entities over HTTP, as configured under
 * `devops.providers.probe`. Without that key it does nothing.
 *
 * @public
 */
export const devopsModuleProbe = createBackendModule({
  pluginId: 'devops',
  moduleId: 'probe',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        sources: devopsSourcesExtensionPoint,
      },
      async init({ config, logger, sources }) {
        const probe = readProbeConfig(config);
        if (!probe) {
          logger.info(
            'Environments are not probed: devops.providers.probe is not configured',
          );
          return;
        }
        sources.addMeasurementSource(
          new ProbeSource({ config: probe, logger }),
        );
      },
    });
  },
});
