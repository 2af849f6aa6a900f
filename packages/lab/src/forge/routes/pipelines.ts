import { InputError, NotFoundError } from '@backstage/errors';
import { Request, Router } from 'express';
import promiseRouter from 'express-promise-router';
import { z } from 'zod';
import { Job, Pipeline, Project } from '../../state/types';
import {
  ForgeContext,
  listParameter,
  requestProject,
  requestUser,
} from '../context';
import { sendPage, sortRows, timeParameter } from '../paging';

const scopes: Record<string, string[]> = {
  running: ['running'],
  pending: ['pending'],
  finished: ['success', 'failed', 'canceled', 'skipped'],
};

/** Pipelines and jobs: reading, traces, and the buttons. */
export function pipelineRoutes(context: ForgeContext): Router {
  const { state, forge, present, config } = context;
  const { runner } = forge;
  const baseUrl = config.forgeUrl;
  const router = promiseRouter();

  const requestPipeline = (request: Request): Pipeline => {
    const project = requestProject(context, request);
    const pipeline = state.pipelines.get(Number(request.params.pipeline));
    if (pipeline?.projectId !== project.id) {
      throw new NotFoundError('404 Pipeline Not Found');
    }
    return pipeline;
  };
  const requestJob = (request: Request): Job => {
    const project = requestProject(context, request);
    const job = state.jobs.get(Number(request.params.job));
    if (job?.projectId !== project.id) {
      throw new NotFoundError('404 Not Found');
    }
    return job;
  };
  const presentJob = async (job: Job) => {
    const pipeline = state.pipelines.require(job.pipelineId);
    const project = state.projects.require(job.projectId);
    return present.job(
      job,
      await forge.repository(project).commit(pipeline.sha),
    );
  };
  const sendJobs = (
    request: Parameters<typeof sendPage>[0]['request'],
    response: Parameters<typeof sendPage>[0]['response'],
    jobs: Job[],
  ) => {
    const wanted = listParameter(request, 'scope');
    const rows = jobs
      .filter(
        job =>
          (request.query.include_retried === 'true' || !job.retried) &&
          (wanted.length === 0 || wanted.includes(job.status)),
      )
      .sort((a, b) => b.id - a.id);
    return sendPage({ request, response, baseUrl, rows, present: presentJob });
  };

  const filterPipelines = (request: Request, project: Project) => {
    const { ref, sha, status, source, scope, username } = request.query;
    const updatedAfter = timeParameter(request, 'updated_after');
    const updatedBefore = timeParameter(request, 'updated_before');
    const createdBefore = timeParameter(request, 'created_before');
    const createdAfter = timeParameter(request, 'created_after');
    return state.pipelines.filter(
      row =>
        row.projectId === project.id &&
        (ref === undefined || present.pipelineRef(row) === ref) &&
        (sha === undefined || row.sha === sha) &&
        (status === undefined || row.status === status) &&
        (source === undefined || row.source === source) &&
        (scope === undefined ||
          (scopes[String(scope)] ?? [row.status]).includes(row.status)) &&
        (username === undefined ||
          state.users.get(row.userId)?.username === username) &&
        (updatedAfter === undefined ||
          Date.parse(row.updatedAt) > updatedAfter) &&
        (updatedBefore === undefined ||
          Date.parse(row.updatedAt) < updatedBefore) &&
        (createdAfter === undefined ||
          Date.parse(row.createdAt) >= createdAfter) &&
        (createdBefore === undefined ||
          Date.parse(row.createdAt) < createdBefore),
    );
  };

  router.get('/projects/:project/pipelines', async (request, response) => {
    const project = requestProject(context, request);
    const rows = filterPipelines(request, project);
    const sorted = sortRows(
      rows,
      request,
      {
        id: row => row.id,
        status: row => row.status,
        ref: row => row.ref,
        updated_at: row => row.updatedAt,
        user_id: row => row.userId,
      },
      { orderBy: 'id', sort: 'desc' },
    );
    return sendPage({
      request,
      response,
      baseUrl,
      rows: sorted,
      present: row => present.pipeline(row),
    });
  });
  router.get(
    '/projects/:project/pipelines/latest',
    async (request, response) => {
      const project = requestProject(context, request);
      const ref = String(request.query.ref ?? project.defaultBranch);
      const latest = state.pipelines
        .filter(row => row.projectId === project.id && row.ref === ref)
        .at(-1);
      if (!latest) {
        throw new NotFoundError('404 Pipeline Not Found');
      }
      response.json(present.pipelineDetails(latest));
    },
  );
  router.post('/projects/:project/pipeline', async (request, response) => {
    const project = requestProject(context, request);
    const { ref, variables } = z
      .object({
        ref: z.string().min(1),
        variables: z
          .array(z.object({ key: z.string(), value: z.string() }))
          .default([]),
      })
      .parse({ ...request.query, ...request.body });
    const repository = forge.repository(project);
    const sha = await repository.resolve(ref);
    if (!sha) {
      throw new InputError('Reference not found');
    }
    const pipeline = await runner.createPipeline({
      project,
      ref,
      sha,
      tag: Boolean(await repository.resolve(`refs/tags/${ref}`)),
      source: 'api',
      userId: requestUser(response).id,
      variables: Object.fromEntries(
        variables.map(({ key, value }) => [key, value]),
      ),
    });
    if (!pipeline) {
      response.status(400).json({
        message: { base: ['Pipeline will not run for the selected trigger.'] },
      });
      return;
    }
    response.status(201).json(present.pipelineDetails(pipeline));
  });
  router.get(
    '/projects/:project/pipelines/:pipeline',
    async (request, response) => {
      response.json(present.pipelineDetails(requestPipeline(request)));
    },
  );
  router.get(
    '/projects/:project/pipelines/:pipeline/jobs',
    async (request, response) => {
      const pipeline = requestPipeline(request);
      return sendJobs(
        request,
        response,
        state.jobs.filter(job => job.pipelineId === pipeline.id),
      );
    },
  );
  router.get(
    '/projects/:project/pipelines/:pipeline/bridges',
    async (request, response) => {
      requestPipeline(request);
      response.json([]);
    },
  );
  router.post(
    '/projects/:project/pipelines/:pipeline/retry',
    async (request, response) => {
      const pipeline = runner.retryPipeline(
        requestPipeline(request),
        requestUser(response).id,
      );
      response.status(201).json(present.pipelineDetails(pipeline));
    },
  );
  router.post(
    '/projects/:project/pipelines/:pipeline/cancel',
    async (request, response) => {
      const pipeline = await runner.cancelPipeline(requestPipeline(request));
      response.json(present.pipelineDetails(pipeline));
    },
  );

  router.get('/projects/:project/jobs', async (request, response) => {
    const project = requestProject(context, request);
    return sendJobs(
      request,
      response,
      state.jobs.filter(job => job.projectId === project.id),
    );
  });
  router.get('/projects/:project/jobs/:job', async (request, response) => {
    response.json(await presentJob(requestJob(request)));
  });
  router.get(
    '/projects/:project/jobs/:job/trace',
    async (request, response) => {
      response.type('text/plain').send(await runner.trace(requestJob(request)));
    },
  );
  router.get(
    '/projects/:project/jobs/:job/artifacts/*',
    async (request, response) => {
      const { 0: path } = request.params as Record<string, string>;
      const stream = runner.artifact(requestJob(request), path);
      if (!stream) {
        throw new NotFoundError('404 Not Found');
      }
      stream.pipe(response.type('application/octet-stream'));
    },
  );
  router.post(
    '/projects/:project/jobs/:job/play',
    async (request, response) => {
      const job = runner.play(requestJob(request), requestUser(response).id);
      response.json(await presentJob(job));
    },
  );
  router.post(
    '/projects/:project/jobs/:job/retry',
    async (request, response) => {
      const job = runner.retry(requestJob(request), requestUser(response).id);
      response.status(201).json(await presentJob(job));
    },
  );
  router.post(
    '/projects/:project/jobs/:job/cancel',
    async (request, response) => {
      response
        .status(201)
        .json(await presentJob(await runner.cancel(requestJob(request))));
    },
  );
  return router;
}
