import { NotFoundError } from '@backstage/errors';
import { Router } from 'express';
import promiseRouter from 'express-promise-router';
import { z } from 'zod';
import { Project } from '../../state/types';
import { ForgeContext, requestProject, requestUser } from '../context';
import { sendPage, sortRows, timeParameter } from '../paging';

const settingsSchema = z.record(
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
);

const createSchema = z
  .object({
    name: z.string().min(1).optional(),
    path: z.string().min(1).optional(),
    namespace_id: z.coerce.number().optional(),
    description: z.string().nullish(),
    visibility: z.enum(['private', 'internal', 'public']).default('private'),
    topics: z.array(z.string()).default([]),
  })
  .passthrough();

/** Users, groups, namespaces and projects. */
export function projectRoutes(context: ForgeContext): Router {
  const { state, forge, present, config } = context;
  const router = promiseRouter();
  const baseUrl = config.forgeUrl;

  router.get('/version', async (_request, response) => {
    response.json({ version: '18.5.0', revision: 'lab', enterprise: false });
  });
  router.get('/user', async (_request, response) => {
    response.json(present.currentUser(requestUser(response)));
  });
  router.get('/users', async (request, response) => {
    const { username } = request.query;
    const rows = state.users.filter(
      user => username === undefined || user.username === username,
    );
    return sendPage({
      request,
      response,
      baseUrl,
      rows,
      present: user => present.user(user),
    });
  });
  router.post('/users', async (request, response) => {
    const user = z
      .object({
        username: z.string().min(1),
        name: z.string().min(1),
        email: z.string().email(),
      })
      .parse(request.body);
    response.status(201).json(present.currentUser(forge.createUser(user)));
  });

  for (const kind of ['groups', 'namespaces'] as const) {
    const show = (group: Parameters<typeof present.group>[0]) =>
      kind === 'groups' ? present.group(group) : present.namespace(group);
    router.get(`/${kind}`, async (request, response) => {
      const search = String(request.query.search ?? '').toLowerCase();
      const rows = state.groups.filter(group => group.path.includes(search));
      return sendPage({ request, response, baseUrl, rows, present: show });
    });
    router.get(`/${kind}/:group`, async (request, response) => {
      const group = forge.findGroup(request.params.group);
      if (!group) {
        throw new NotFoundError(
          kind === 'groups' ? '404 Group Not Found' : '404 Namespace Not Found',
        );
      }
      response.json(show(group));
    });
  }
  router.post('/groups', async (request, response) => {
    const { path, name } = z
      .object({ path: z.string().regex(/^[\w.-]+$/), name: z.string().min(1) })
      .parse(request.body);
    response.status(201).json(present.group(forge.createGroup(path, name)));
  });
  router.get('/users/:user/projects', async (request, response) => {
    const rows: Project[] = []; // projects of the lab belong to groups
    return sendPage({
      request,
      response,
      baseUrl,
      rows,
      present: row => present.project(row),
    });
  });
  router.get(
    ['/projects', '/groups/:group/projects'],
    async (request, response) => {
      const group =
        request.params.group === undefined
          ? undefined
          : forge.findGroup(request.params.group);
      if (request.params.group !== undefined && !group) {
        throw new NotFoundError('404 Group Not Found');
      }
      const search = String(request.query.search ?? '').toLowerCase();
      const activeAfter = timeParameter(request, 'last_activity_after');
      const rows = state.projects.filter(
        project =>
          (!group || project.groupId === group.id) &&
          project.fullPath.toLowerCase().includes(search) &&
          (activeAfter === undefined ||
            Date.parse(project.lastActivityAt) > activeAfter),
      );
      const sorted = sortRows(
        rows,
        request,
        {
          id: row => row.id,
          name: row => row.name,
          path: row => row.path,
          created_at: row => row.createdAt,
          updated_at: row => row.lastActivityAt,
          last_activity_at: row => row.lastActivityAt,
        },
        { orderBy: 'created_at', sort: 'desc' },
      );
      return sendPage({
        request,
        response,
        baseUrl,
        rows: sorted,
        present: row => present.project(row),
      });
    },
  );
  router.post('/projects', async (request, response) => {
    const input = createSchema.parse(request.body);
    const { name, path, namespace_id: namespaceId, description } = input;
    const { visibility, topics, ...rest } = input;
    const group = forge.findGroup(String(namespaceId ?? ''));
    const projectPath = path ?? name;
    if (!projectPath || !/^[\w][\w.-]*$/.test(projectPath)) {
      response.status(400).json({
        error:
          'name, path are missing, at least one parameter must be provided',
      });
      return;
    }
    if (!group) {
      response.status(400).json({ message: { namespace: ['is not valid'] } });
      return;
    }
    const settings = settingsSchema.parse(
      Object.fromEntries(
        Object.entries(rest).filter(
          ([key]) =>
            !['name', 'path', 'namespace_id', 'description'].includes(key),
        ),
      ),
    );
    const project = await forge.createProject(
      group,
      {
        name: name ?? projectPath,
        path: projectPath,
        description: description ?? '',
        visibility,
        topics,
        settings,
      },
      requestUser(response),
    );
    response.status(201).json(present.project(project));
  });
  router.get('/projects/:project', async (request, response) => {
    response.json(present.project(requestProject(context, request)));
  });
  router.put('/projects/:project', async (request, response) => {
    const project = requestProject(context, request);
    const { description, topics, ...rest } = z
      .object({
        description: z.string().optional(),
        topics: z.array(z.string()).optional(),
      })
      .passthrough()
      .parse(request.body);
    state.projects.update(project, {
      description: description ?? project.description,
      topics: topics ?? project.topics,
      settings: { ...project.settings, ...settingsSchema.parse(rest) },
    });
    response.json(present.project(project));
  });
  router.delete('/projects/:project', async (request, response) => {
    await forge.deleteProject(requestProject(context, request));
    response.status(202).json({ message: '202 Accepted' });
  });
  router.post('/projects/:project/members', async (request, response) => {
    requestProject(context, request);
    const { user_id: userId, access_level: accessLevel } = z
      .object({ user_id: z.coerce.number(), access_level: z.coerce.number() })
      .parse(request.body);
    const user = state.users.get(userId);
    if (!user) {
      throw new NotFoundError('404 User Not Found');
    }
    response
      .status(201)
      .json({ ...present.user(user), access_level: accessLevel });
  });
  router.get('/projects/:project/members/all', async (request, response) => {
    requestProject(context, request);
    const rows = state.users.all();
    return sendPage({
      request,
      response,
      baseUrl,
      rows,
      present: user => ({ ...present.user(user), access_level: 40 }),
    });
  });
  return router;
}
