import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { devopsPermissions } from '@backstage-devops/plugin-devops-common';
import { devopsSourcesExtensionPoint } from '@backstage-devops/plugin-devops-node';
import { readDevopsConfig } from './config';
import { createDatabase } from './database/createDatabase';
import { createRouter } from './router/createRouter';
import { EntityAccess } from './services/EntityAccess';
import { SourceRegistry } from './sources/SourceRegistry';

/**
 * The devops backend plugin.
 *
 * @public
 */
export const devopsPlugin = createBackendPlugin({
  pluginId: 'devops',
  register(env) {
    const sources = new SourceRegistry();
    env.registerExtensionPoint(devopsSourcesExtensionPoint, sources);

    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const config = readDevopsConfig(deps.config);
        const knex = await createDatabase(deps.database);
        const access = new EntityAccess(deps);

        deps.permissionsRegistry.addPermissions(devopsPermissions);
        deps.httpRouter.use(createRouter([]));
      },
    });
  },
});
