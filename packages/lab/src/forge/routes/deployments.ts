import { NotFoundError } from '@backstage/errors';
import { Router } from 'express';
import promiseRouter from 'express-promise-router';
import { Deployment } from '../../state/types';
import { ForgeContext, requestProject } from '../context';
import { sendPage, sortRows, timeParameter } from '../paging';

/** Deployments and environments. */
export function deploymentRoutes(context: ForgeContext): Router {
  const { state, forge, present, config } = context;
  const baseUrl = config.forgeUrl;
  const router = promiseRouter();
  const presentDeployment = async (deployment: Deployment) => {
    const project = state.projects.require(deployment.projectId);
    const commit = await forge.repository(project).commit(deployment.sha);
    return present.deployment(deployment, commit);
  };

  router.get('/projects/:project/deployments', async (request, response) => {
    const project = requestProject(context, request);
    const { environment, status, order_by: orderBy } = request.query;
    const updatedAfter = timeParameter(request, 'updated_after');
    const updatedBefore = timeParameter(request, 'updated_before');
    const finishedAfter = timeParameter(request, 'finished_after');
    if (
      (updatedAfter !== undefined || updatedBefore !== undefined) &&
      orderBy !== 'updated_at'
    ) {
      response.status(400).json({
        message:
          '400 Bad request - `updated_at` filter and `updated_at` sorting must be paired',
      });
      return;
    }
    if (
      finishedAfter !== undefined &&
      (orderBy !== 'finished_at' || status !== 'success')
    ) {
      response.status(400).json({
        message:
          '400 Bad request - `finished_at` filter must be combined with `success` status filter.',
      });
      return;
    }
    const rows = state.deployments.filter(
      row =>
        row.projectId === project.id &&
        (environment === undefined ||
          state.environments.require(row.environmentId).name === environment) &&
        (status === undefined || row.status === status) &&
        (updatedAfter === undefined ||
          Date.parse(row.updatedAt) > updatedAfter) &&
        (updatedBefore === undefined ||
          Date.parse(row.updatedAt) < updatedBefore) &&
        (finishedAfter === undefined ||
          Date.parse(row.finishedAt ?? '') > finishedAfter),
    );
    const sorted = sortRows(
      rows,
      request,
      {
        id: row => row.id,
        iid: row => row.iid,
        created_at: row => row.createdAt,
        updated_at: row => row.updatedAt,
        finished_at: row => row.finishedAt ?? '',
        ref: row => row.ref,
      },
      { orderBy: 'id', sort: 'asc' },
    );
    await sendPage({
      request,
      response,
      baseUrl,
      rows: sorted,
      present: presentDeployment,
    });
  });
  router.get(
    '/projects/:project/deployments/:deployment',
    async (request, response) => {
      const project = requestProject(context, request);
      const row = state.deployments.get(Number(request.params.deployment));
      if (row?.projectId !== project.id) {
        throw new NotFoundError('404 Not found');
      }
      response.json(await presentDeployment(row));
    },
  );

  router.get('/projects/:project/environments', async (request, response) => {
    const project = requestProject(context, request);
    const { name, search, states } = request.query;
    const rows = state.environments.filter(
      row =>
        row.projectId === project.id &&
        (name === undefined || row.name === name) &&
        (search === undefined || row.name.includes(String(search))) &&
        (states === undefined || row.state === states),
    );
    return sendPage({
      request,
      response,
      baseUrl,
      rows,
      present: row => present.environment(row),
    });
  });
  router.get(
    '/projects/:project/environments/:environment',
    async (request, response) => {
      const project = requestProject(context, request);
      const row = state.environments.get(Number(request.params.environment));
      if (row?.projectId !== project.id) {
        throw new NotFoundError('404 Not found');
      }
      const last = state.deployments
        .filter(deployment => deployment.environmentId === row.id)
        .at(-1);
      response.json({
        ...present.environment(row),
        last_deployment: last ? await presentDeployment(last) : null,
      });
    },
  );
  return router;
}
