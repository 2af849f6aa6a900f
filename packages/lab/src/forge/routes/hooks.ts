import { randomUUID } from 'crypto';
import { NotFoundError } from '@backstage/errors';
import { Request, Router } from 'express';
import promiseRouter from 'express-promise-router';
import { z } from 'zod';
import { Hook, hookEvents, Variable } from '../../state/types';
import { ForgeContext, requestProject } from '../context';
import { sendPage } from '../paging';

const eventFlags = Object.fromEntries(
  hookEvents.map(name => [name, z.boolean().optional()]),
);
const hookSchema = z.object({
  url: z.string().url(),
  token: z.string().optional(),
  signing_token: z.string().optional(),
  ...eventFlags,
});

const variableSchema = z.object({
  key: z.string().regex(/^\w{1,255}$/),
  value: z.string(),
  variable_type: z.enum(['env_var', 'file']).default('env_var'),
  protected: z.boolean().default(false),
  masked: z.boolean().default(false),
  masked_and_hidden: z.boolean().default(false),
  raw: z.boolean().default(false),
  environment_scope: z.string().default('*'),
  description: z.string().nullable().default(null),
});

function presentHook(hook: Hook) {
  // Tokens can be set but never read back.
  return {
    id: hook.id,
    url: hook.url,
    project_id: hook.projectId,
    created_at: hook.createdAt,
    enable_ssl_verification: true,
    alert_status: 'executable',
    ...hook.events,
  };
}

/** A project's own hooks and CI variables. */
export function hookRoutes(context: ForgeContext): Router {
  const { state, present, config } = context;
  const router = promiseRouter();
  const baseUrl = config.forgeUrl;

  const requestHook = (request: Request): Hook => {
    const project = requestProject(context, request);
    const hook = state.hooks.get(Number(request.params.hook));
    if (!hook || hook.projectId !== project.id) {
      throw new NotFoundError('404 Not found');
    }
    return hook;
  };
  const eventsOf = (
    input: Record<string, unknown>,
    current?: Hook['events'],
  ): Hook['events'] => {
    const flag = (name: (typeof hookEvents)[number]) =>
      typeof input[name] === 'boolean'
        ? Boolean(input[name])
        : (current?.[name] ?? name === 'push_events');
    return {
      push_events: flag('push_events'),
      tag_push_events: flag('tag_push_events'),
      merge_requests_events: flag('merge_requests_events'),
      issues_events: flag('issues_events'),
      job_events: flag('job_events'),
      pipeline_events: flag('pipeline_events'),
      deployment_events: flag('deployment_events'),
    };
  };

  router.get('/projects/:project/hooks', async (request, response) => {
    const project = requestProject(context, request);
    const rows = state.hooks.filter(hook => hook.projectId === project.id);
    return sendPage({ request, response, baseUrl, rows, present: presentHook });
  });
  router.post('/projects/:project/hooks', async (request, response) => {
    const project = requestProject(context, request);
    const input = hookSchema.parse(request.body);
    const hook = state.hooks.insert({
      projectId: project.id,
      uuid: randomUUID(),
      url: input.url,
      token: input.token,
      signingToken: input.signing_token,
      events: eventsOf(input),
      createdAt: new Date().toISOString(),
    });
    response.status(201).json(presentHook(hook));
  });
  router.get('/projects/:project/hooks/:hook', async (request, response) => {
    response.json(presentHook(requestHook(request)));
  });
  router.put('/projects/:project/hooks/:hook', async (request, response) => {
    const hook = requestHook(request);
    const input = hookSchema.partial().parse(request.body);
    state.hooks.update(hook, {
      url: input.url ?? hook.url,
      token: input.token ?? hook.token,
      signingToken: input.signing_token ?? hook.signingToken,
      events: eventsOf(input, hook.events),
    });
    response.json(presentHook(hook));
  });
  router.delete('/projects/:project/hooks/:hook', async (request, response) => {
    state.hooks.delete(requestHook(request).id);
    response.status(204).end();
  });

  const requestVariable = (request: Request): Variable => {
    const project = requestProject(context, request);
    const variable = state.variables.find(
      row => row.projectId === project.id && row.key === request.params.key,
    );
    if (!variable) {
      throw new NotFoundError('404 Variable Not Found');
    }
    return variable;
  };
  const variableFields = (input: z.infer<typeof variableSchema>) => ({
    key: input.key,
    value: input.value,
    masked: input.masked || input.masked_and_hidden,
    hidden: input.masked_and_hidden,
    protected: input.protected,
    raw: input.raw,
    variableType: input.variable_type,
    environmentScope: input.environment_scope,
    description: input.description,
  });
  router.get('/projects/:project/variables', async (request, response) => {
    const project = requestProject(context, request);
    const rows = state.variables.filter(row => row.projectId === project.id);
    return sendPage({
      request,
      response,
      baseUrl,
      rows,
      present: row => present.variable(row),
    });
  });
  router.post('/projects/:project/variables', async (request, response) => {
    const project = requestProject(context, request);
    const input = variableSchema.parse(request.body);
    if (
      state.variables.find(
        row => row.projectId === project.id && row.key === input.key,
      )
    ) {
      response
        .status(400)
        .json({ message: { key: [`(${input.key}) has already been taken`] } });
      return;
    }
    const variable = state.variables.insert({
      projectId: project.id,
      ...variableFields(input),
    });
    response.status(201).json(present.variable(variable));
  });
  router.get('/projects/:project/variables/:key', async (request, response) => {
    response.json(present.variable(requestVariable(request)));
  });
  router.put('/projects/:project/variables/:key', async (request, response) => {
    const variable = requestVariable(request);
    const input = variableSchema.parse({
      variable_type: variable.variableType,
      masked: variable.masked,
      masked_and_hidden: variable.hidden,
      protected: variable.protected,
      raw: variable.raw,
      environment_scope: variable.environmentScope,
      ...request.body,
      key: variable.key,
    });
    response.json(
      present.variable(state.variables.update(variable, variableFields(input))),
    );
  });
  router.delete(
    '/projects/:project/variables/:key',
    async (request, response) => {
      state.variables.delete(requestVariable(request).id);
      response.status(204).end();
    },
  );
  return router;
}
