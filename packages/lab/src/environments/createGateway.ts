import { createHash, timingSafeEqual } from 'crypto';
import express, { ErrorRequestHandler, Express, Request } from 'express';
import promiseRouter from 'express-promise-router';
import { Counter, Registry } from 'prom-client';
import { setTimeout as sleep } from 'timers/promises';
import { InputError, NotFoundError } from '@backstage/errors';
import { z } from 'zod';
import { EnvironmentsGateway } from './EnvironmentsGateway';
import { proxyTo } from './proxy';

const faultSchema = z.object({
  errorRate: z.number().min(0).max(1).default(0),
  latencyMs: z.number().int().min(0).max(60_000).default(0),
});

const namePattern = /^[a-z0-9][a-z0-9._-]{0,62}$/i;

function names(request: Request): { environment: string; service: string } {
  const { environment, service } = request.params;
  if (!namePattern.test(environment) || !namePattern.test(service)) {
    throw new InputError(
      `'${environment}/${service}' is not an environment and a service: letters, digits, '.', '_' and '-' only`,
    );
  }
  return { environment, service };
}

function isAuthorized(request: Request, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(
    digest(request.get('authorization') ?? ''),
    digest(`Bearer ${token}`),
  );
}

/** Deploy jobs print the answer, so errors are plain sentences. */
const errorText: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const statuses: Record<string, number> = {
    InputError: 400,
    ZodError: 400,
    NotFoundError: 404,
  };
  response
    .status(statuses[error.name] ?? error.status ?? 500)
    .type('text/plain')
    .send(`${error.message}\n`);
};

/** The gateway's port: deployments, faults, state, and the services themselves. */
export function createGateway(options: {
  gateway: EnvironmentsGateway;
  deployToken: string;
}): Express {
  const { gateway, deployToken } = options;
  const app = express();
  app.disable('x-powered-by');
  const api = promiseRouter();
  const one = '/environments/:environment/services/:service';

  api.get('/environments', async (_request, response) => {
    const services = gateway.list();
    const environments = [...new Set(services.map(row => row.environment))];
    response.json({
      environments: environments.map(name => ({
        name,
        services: services.filter(row => row.environment === name),
      })),
    });
  });
  const requireDeployed = (request: Request) => {
    const target = names(request);
    if (!gateway.isDeployed(target.environment, target.service)) {
      throw new NotFoundError(
        `${target.service} is not deployed to ${target.environment}`,
      );
    }
    return target;
  };
  api.put(one, async (request, response) => {
    if (!isAuthorized(request, deployToken)) {
      response
        .status(401)
        .type('text/plain')
        .send('The deploy token is missing or wrong\n');
      return;
    }
    const target = names(request);
    const { version, revision } = z
      .object({
        version: z.string().min(1).max(200),
        revision: z.string().max(64).default(''),
      })
      .parse(request.query);
    const status = await gateway.deploy(
      { ...target, version, revision },
      request,
    );
    response.status(201).json(status);
  });
  api.put(`${one}/fault`, express.json(), async (request, response) => {
    const { environment, service } = requireDeployed(request);
    const fault = faultSchema.parse(request.body);
    gateway.setFault(environment, service, fault);
    response.json(fault);
  });
  api.delete(`${one}/fault`, async (request, response) => {
    const { environment, service } = requireDeployed(request);
    gateway.setFault(environment, service);
    response.status(204).end();
  });
  app.use('/api', api);

  const registry = new Registry();
  const requests = new Counter({
    name: 'gateway_requests_total',
    help: 'Requests that the gateway answered, by environment and service.',
    labelNames: ['environment', 'service', 'code'],
    registers: [registry],
  });
  app.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });

  const services = promiseRouter();
  services.all(/^\/([^/]+)\/([^/]+)(\/.*)?$/, async (request, response) => {
    const { 0: environment, 1: service, 2: path } = request.params;
    const port = gateway.port(environment, service);
    if (port === undefined) {
      response
        .status(404)
        .type('text/plain')
        .send(`${service} is not running in ${environment}\n`);
      return;
    }
    // Monitoring has to see what the service counted, whatever the network does.
    if (path !== '/metrics') {
      response.on('finish', () =>
        requests.inc({ environment, service, code: response.statusCode }),
      );
      const fault = gateway.nextFault(environment, service);
      if (fault.latencyMs > 0) {
        await sleep(fault.latencyMs);
      }
      if (fault.fails) {
        response
          .status(503)
          .type('text/plain')
          .send('Fault injected by the environments gateway\n');
        return;
      }
    }
    const search = new URL(request.originalUrl, 'http://lab').search;
    proxyTo({
      request,
      response,
      port,
      path: `${path || '/'}${search}`,
      prefix: `/${environment}/${service}`,
    });
  });
  app.use(services);
  app.use(errorText);
  return app;
}
