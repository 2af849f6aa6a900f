import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { isPermission } from '@backstage/plugin-permission-common';
import {
  devopsEnvironmentDeployPermission,
  devopsEnvironmentReadPermission,
  devopsPermissions,
} from '@backstage-devops/plugin-devops-common';
import {
  devopsDriftExtensionPoint,
  devopsSourcesExtensionPoint,
  environmentPermissionResourceRef,
  environmentPermissionRules,
} from '@backstage-devops/plugin-devops-node';
import {
  actionsRegistryServiceRef,
  registerActions,
} from './actions/registerActions';
import { readDevopsConfig } from './config';
import { createDatabase } from './database/createDatabase';
import { createDelivery } from './createDelivery';
import { CheckerSlot } from './drift/CheckerSlot';
import { createDrift } from './drift/createDrift';
import { createWebhookRouter } from './ingress/createWebhookRouter';
import { alertRoutes } from './router/alerts';
import { changeRoutes } from './router/changes';
import { metricsServiceRef } from './metrics/DeliveryMetrics';
import { createRouter } from './router/createRouter';
import { deliveryRoutes } from './router/delivery';
import { deploymentRoutes } from './router/deployments';
import { driftRoutes } from './router/drift';
import { environmentRoutes } from './router/environments';
import { fleetRoutes } from './router/fleet';
import { gateRoutes } from './router/gate';
import { jobRoutes } from './router/jobs';
import { metricRoutes } from './router/metrics';
import { operatorRoutes } from './router/operators';
import { runRoutes } from './router/runs';
import { sloRoutes } from './router/slos';
import { sourceRoutes } from './router/sources';
import { createSlos } from './slo/createSlos';
import { SourceRegistry } from './sources/SourceRegistry';
import { scheduleTasks } from './tasks/scheduleTasks';

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
    const checkers = new CheckerSlot();
    env.registerExtensionPoint(devopsDriftExtensionPoint, checkers);

    env.registerInit({
      deps: {
        actions: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        meter: metricsServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        urlReader: coreServices.urlReader,
      },
      async init(deps) {
        const { httpRouter, lifecycle, logger } = deps;
        const config = readDevopsConfig(deps.config);
        const knex = await createDatabase(deps.database);
        const delivery = createDelivery({ ...deps, config, knex, sources });
        const slos = await createSlos({ ...deps, ...delivery, knex, sources });
        const drift = await createDrift({
          ...deps,
          ...delivery,
          knex,
          checker: checkers.get(),
        });

        deps.permissionsRegistry.addPermissions(
          devopsPermissions.filter(
            permission =>
              !isPermission(permission, devopsEnvironmentReadPermission) &&
              !isPermission(permission, devopsEnvironmentDeployPermission),
          ),
        );
        deps.permissionsRegistry.addResourceType({
          resourceRef: environmentPermissionResourceRef,
          permissions: [
            devopsEnvironmentReadPermission,
            devopsEnvironmentDeployPermission,
          ],
          rules: Object.values(environmentPermissionRules),
          getResources: refs => delivery.environmentResources.load(refs),
        });

        httpRouter.addAuthPolicy({
          path: '/webhooks',
          allow: 'unauthenticated',
        });
        // Before the API, whose JSON parser must not see webhooks.
        httpRouter.use(
          createWebhookRouter({
            inbox: delivery.inbox,
            sources,
            auditor: deps.auditor,
            maxBodyBytes: config.inbox.maxBodyBytes,
            onStored: delivery.onStored,
            now: Date.now,
          }),
        );
        const routes = { ...deps, ...delivery };
        httpRouter.use(
          createRouter([
            sourceRoutes(routes),
            operatorRoutes(routes),
            deliveryRoutes(routes),
            runRoutes(routes),
            jobRoutes(routes),
            deploymentRoutes(routes),
            environmentRoutes(routes),
            changeRoutes(routes),
            alertRoutes(routes),
            fleetRoutes(routes),
            driftRoutes({ ...routes, drift }),
            metricRoutes(routes),
            sloRoutes({
              ...routes,
              slos: slos.answers,
              fleetSlos: slos.fleet,
            }),
            gateRoutes({ ...routes, gate: slos.gate }),
          ]),
        );

        registerActions(deps.actions, slos);

        await scheduleTasks({ ...deps, ...delivery, config, sources });
        lifecycle.addStartupHook(() => delivery.start());
        lifecycle.addShutdownHook(() => delivery.stop());
        logger.info(
          `Reading deliveries from ${sources.deliverySources().length} and measurements from ${sources.measurementSources().length} sources`,
        );
      },
    });
  },
});
