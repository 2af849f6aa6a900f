import express, { Express, Request, Response } from 'express';
import promiseRouter from 'express-promise-router';
import { z } from 'zod';
import { webhookModes } from '../config';
import { serveGit } from '../git/smartHttp';
import { EnvironmentsGateway } from '../environments/EnvironmentsGateway';
import { SeedProgress } from '../seed/Seeder';
import { WebhookSender } from '../webhooks/WebhookSender';
import { apiErrors, basicAuth, rateLimitHeaders, requireToken } from './access';
import { ForgeContext, requestUser } from './context';
import { pageRoutes } from './pages/routes';
import { commitRoutes } from './routes/commits';
import { compareRoutes } from './routes/compare';
import { deploymentRoutes } from './routes/deployments';
import { fileRoutes } from './routes/files';
import { hookRoutes } from './routes/hooks';
import { issueRoutes } from './routes/issues';
import { mergeRequestRoutes } from './routes/mergeRequests';
import { pipelineRoutes } from './routes/pipelines';
import { projectRoutes } from './routes/projects';
import { refRoutes } from './routes/refs';

export interface ForgeAppOptions extends ForgeContext {
  webhooks: WebhookSender;
  gateway: EnvironmentsGateway;
  seedProgress: () => SeedProgress;
}

/** Counts API requests by path, so that a test can prove that none were made. */
class RequestCounter {
  readonly #counts = new Map<string, number>();

  readonly middleware = (
    request: Request,
    _response: Response,
    next: () => void,
  ) => {
    const path = `${request.method} ${request.originalUrl.split('?')[0]}`;
    this.#counts.set(path, (this.#counts.get(path) ?? 0) + 1);
    next();
  };

  read() {
    const counts = [...this.#counts.entries()];
    return {
      total: counts.reduce((sum, [, count]) => sum + count, 0),
      paths: Object.fromEntries(counts.sort(([a], [b]) => a.localeCompare(b))),
    };
  }
}

/** The forge's one port: REST API, git, pages for people, and the lab's own knobs. */
export function createForge(options: ForgeAppOptions): Express {
  const app = express();
  const counter = new RequestCounter();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');

  app.use('/api/v4', counter.middleware, apiRouter(options));
  app.use('/api/lab', labRouter(options, counter));
  app.use(gitRouter(options));
  app.use(pageRoutes(options));
  app.use(apiErrors);
  return app;
}

function apiRouter(options: ForgeAppOptions) {
  const router = promiseRouter();
  router.use(
    rateLimitHeaders(),
    requireToken(options.config.token, options.forge),
    express.json({ limit: '64mb' }),
    express.urlencoded({ extended: true, limit: '64mb' }),
    projectRoutes(options),
    fileRoutes(options),
    commitRoutes(options),
    compareRoutes(options),
    refRoutes(options),
    pipelineRoutes(options),
    mergeRequestRoutes(options),
    issueRoutes(options),
    deploymentRoutes(options),
    hookRoutes(options),
    (_request: Request, response: Response) => {
      response.status(404).json({ error: '404 Not Found' });
    },
  );
  router.use(apiErrors);
  return router;
}

function labRouter(options: ForgeAppOptions, counter: RequestCounter) {
  const { webhooks } = options;
  const router = promiseRouter();
  router.use(express.json());
  router.get('/requests', async (_request, response) => {
    response.json(counter.read());
  });
  router.get('/seed', async (_request, response) => {
    response.json(options.seedProgress());
  });
  router.get('/webhooks', async (_request, response) => {
    response.json({ mode: webhooks.mode });
  });
  router.put('/webhooks', async (request, response) => {
    const { mode } = z
      .object({ mode: z.enum(webhookModes) })
      .parse(request.body);
    webhooks.mode = mode;
    response.json({ mode });
  });
  router.use(apiErrors);
  return router;
}

function gitRouter(options: ForgeAppOptions) {
  const { forge, config } = options;
  const router = promiseRouter();
  router.all(
    /^\/([\w.-]+\/[\w.-]+?)(?:\.git)?(\/info\/refs|\/git-upload-pack|\/git-receive-pack)$/,
    basicAuth(config.token, forge),
    async (request, response) => {
      const project = forge.project(request.params[0]);
      const service = request.params[1];
      const user = requestUser(response);
      await serveGit({
        request,
        response,
        service,
        repository: forge.repository(project),
        user: user.username,
      });
      if (service === '/git-receive-pack') {
        await forge.syncRefs(project, user);
      }
      response.end();
    },
  );
  return router;
}
