import { createServer } from 'http';
import { mkdir, rm } from 'fs/promises';
import { join } from 'path';
import { LabConfig } from './config';
import { createGateway } from './environments/createGateway';
import { EnvironmentsGateway } from './environments/EnvironmentsGateway';
import { LabEvents } from './events';
import { createForge } from './forge/createForge';
import { ForgeService } from './forge/ForgeService';
import { Presenter } from './forge/present';
import { endLeftovers } from './leftovers';
import { Logger } from './logger';
import { Monitoring } from './monitoring/Monitoring';
import { closeServer, listen } from './processes';
import { Seeder } from './seed/Seeder';
import { LabState } from './state/LabState';
import { WebhookSender } from './webhooks/WebhookSender';

/**
 * A running lab.
 *
 * @public
 */
export interface Lab {
  /** The configuration in use; a port given as 0 is replaced by the real one. */
  config: LabConfig;
  /** Ends every process the lab started and writes its state. */
  stop(): Promise<void>;
}

/**
 * Starts forge, runner, environments and monitoring. State that an earlier run left
 * under `home` is taken up again.
 *
 * @throws Error naming port and variable when a port is taken
 * @public
 */
export async function startLab(options: {
  config: LabConfig;
  logger: Logger;
}): Promise<Lab> {
  const { logger } = options;
  const config = { ...options.config };
  await mkdir(config.home, { recursive: true });

  const forgeServer = createServer();
  const gatewayServer = createServer();
  const stopServers = () =>
    Promise.all([forgeServer, gatewayServer].map(closeServer));
  try {
    config.forgePort = await listen(forgeServer, config.forgePort, 'LAB_PORT');
    config.environmentsPort = await listen(
      gatewayServer,
      config.environmentsPort,
      'LAB_ENVIRONMENTS_PORT',
    );
  } catch (error) {
    await stopServers();
    throw error;
  }
  config.forgeUrl = `http://localhost:${config.forgePort}`;
  config.environmentsUrl = `http://localhost:${config.environmentsPort}`;

  // With the ports taken, nobody else is using this home: what a killed lab left goes.
  await endLeftovers(config.home);
  await rm(join(config.home, 'builds'), { recursive: true, force: true });

  const state = LabState.open(config.home);
  const events = new LabEvents();
  const forge = new ForgeService({ config, state, events, logger });
  const webhooks = new WebhookSender({
    config,
    state,
    events,
    logger,
    repository: project => forge.repository(project),
  });
  const gateway = new EnvironmentsGateway({
    home: config.home,
    url: config.environmentsUrl,
    logger,
  });
  const monitoring = new Monitoring({ config, gateway, logger });
  const seeder = new Seeder({ config, state, logger });

  forgeServer.on(
    'request',
    createForge({
      config,
      state,
      forge,
      webhooks,
      gateway,
      present: new Presenter({ config, state }),
      seedProgress: () => seeder.progress,
    }),
  );
  gatewayServer.on(
    'request',
    createGateway({ gateway, deployToken: config.deployToken }),
  );

  await gateway.start();
  if (config.monitoring) {
    await monitoring.start();
  }
  forge.runner.recover();
  seeder.start();

  return {
    config,
    stop: async () => {
      await seeder.stop();
      await forge.runner.stop();
      await webhooks.stop();
      await Promise.all([gateway.stop(), monitoring.stop(), stopServers()]);
      state.save();
    },
  };
}
