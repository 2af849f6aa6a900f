import { NotFoundError } from '@backstage/errors';
import { Request, Router } from 'express';
import promiseRouter from 'express-promise-router';
import { z } from 'zod';
import { MergeRequest } from '../../state/types';
import { ForgeContext, requestProject, requestUser } from '../context';
import { sendNumberedPage, sendPage, sortRows, timeParameter } from '../paging';
import { presentMergeRequest } from '../presentMergeRequest';

const labelsSchema = z
  .union([z.string(), z.array(z.string())])
  .nullish()
  .transform(labels =>
    (Array.isArray(labels) ? labels : (labels ?? '').split(','))
      .map(label => label.trim())
      .filter(Boolean),
  );

const createSchema = z.object({
  source_branch: z.string().min(1),
  target_branch: z.string().min(1),
  title: z.string().min(1),
  description: z.string().nullish(),
  labels: labelsSchema,
  assignee_id: z.coerce.number().nullish(),
  assignee_ids: z.array(z.coerce.number()).nullish(),
  reviewer_ids: z.array(z.coerce.number()).nullish(),
  remove_source_branch: z.boolean().nullish(),
});

/** Merge requests: open, read, change, merge. */
export function mergeRequestRoutes(context: ForgeContext): Router {
  const { state, forge, present, config } = context;
  const router = promiseRouter();
  const show = (mergeRequest: MergeRequest) =>
    presentMergeRequest(mergeRequest, { state, present });
  const requestMergeRequest = (request: Request): MergeRequest => {
    const project = requestProject(context, request);
    const mergeRequest = state.mergeRequests.find(
      row =>
        row.projectId === project.id && row.iid === Number(request.params.iid),
    );
    if (!mergeRequest) {
      throw new NotFoundError('404 Not found');
    }
    return mergeRequest;
  };
  const approvalsOf = (mergeRequest: MergeRequest) => ({
    ...show(mergeRequest),
    approvals_required: 0,
    approved: (mergeRequest.approvals ?? []).length > 0,
    approved_by: (mergeRequest.approvals ?? []).map(row => ({
      user: present.user(state.users.require(row.userId)),
      approved_at: row.approvedAt,
    })),
  });
  const one = '/projects/:project/merge_requests/:iid';

  router.get(
    ['/merge_requests', '/projects/:project/merge_requests'],
    async (request, response) => {
      const project = request.params.project
        ? requestProject(context, request)
        : undefined;
      const {
        state: wanted,
        source_branch: source,
        target_branch: target,
      } = request.query;
      const updatedAfter = timeParameter(request, 'updated_after');
      const rows = state.mergeRequests.filter(
        row =>
          (!project || row.projectId === project.id) &&
          (wanted === undefined || wanted === 'all' || row.state === wanted) &&
          (source === undefined || row.sourceBranch === source) &&
          (target === undefined || row.targetBranch === target) &&
          (updatedAfter === undefined ||
            Date.parse(row.updatedAt) > updatedAfter),
      );
      const sorted = sortRows(
        rows,
        request,
        {
          created_at: row => row.createdAt,
          updated_at: row => row.updatedAt,
          merged_at: row => row.mergedAt ?? '',
          title: row => row.title,
        },
        { orderBy: 'created_at', sort: 'desc' },
      );
      return sendPage({
        request,
        response,
        baseUrl: config.forgeUrl,
        rows: sorted,
        present: show,
      });
    },
  );
  router.post(
    '/projects/:project/merge_requests',
    async (request, response) => {
      const input = createSchema.parse(request.body);
      const mergeRequest = await forge.mergeRequests.create(
        requestProject(context, request),
        {
          title: input.title,
          description: input.description ?? '',
          sourceBranch: input.source_branch,
          targetBranch: input.target_branch,
          labels: input.labels,
          assigneeIds:
            input.assignee_ids ??
            (input.assignee_id ? [input.assignee_id] : []),
          reviewerIds: input.reviewer_ids ?? [],
          removeSourceBranch: input.remove_source_branch ?? false,
        },
        requestUser(response),
      );
      response.status(201).json(show(mergeRequest));
    },
  );
  router.get(one, async (request, response) => {
    response.json(show(requestMergeRequest(request)));
  });
  router.put(one, async (request, response) => {
    const mergeRequest = requestMergeRequest(request);
    const input = z
      .object({
        title: z.string().min(1).optional(),
        description: z.string().optional(),
        labels: labelsSchema,
        reviewer_ids: z.array(z.coerce.number()).optional(),
        state_event: z.enum(['close', 'reopen']).optional(),
      })
      .parse(request.body);
    const now = new Date().toISOString();
    state.mergeRequests.update(mergeRequest, {
      title: input.title ?? mergeRequest.title,
      description: input.description ?? mergeRequest.description,
      labels:
        request.body.labels === undefined ? mergeRequest.labels : input.labels,
      reviewerIds: input.reviewer_ids ?? mergeRequest.reviewerIds,
      ...(input.state_event === 'close'
        ? { state: 'closed', closedAt: now }
        : {}),
      ...(input.state_event === 'reopen'
        ? { state: 'opened', closedAt: undefined }
        : {}),
      updatedAt: now,
    });
    forge.mergeRequests.announce(
      mergeRequest,
      input.state_event ?? 'update',
      requestUser(response),
    );
    response.json(show(mergeRequest));
  });
  router.put(`${one}/merge`, async (request, response) => {
    const project = requestProject(context, request);
    const mergeRequest = requestMergeRequest(request);
    const input = z
      .object({
        merge_commit_message: z.string().optional(),
        should_remove_source_branch: z.boolean().optional(),
        auto_merge: z.boolean().optional(),
        merge_when_pipeline_succeeds: z.boolean().optional(),
      })
      .parse(request.body ?? {});
    const waits = input.auto_merge ?? input.merge_when_pipeline_succeeds;
    const merged = await forge.mergeRequests.merge(project, mergeRequest, {
      message: input.merge_commit_message,
      removeSourceBranch: input.should_remove_source_branch,
      afterPipeline: waits ?? false,
      user: requestUser(response),
    });
    response.json(show(merged));
  });
  router.get(`${one}/pipelines`, async (request, response) => {
    const mergeRequest = requestMergeRequest(request);
    const rows = state.pipelines
      .filter(row => row.mergeRequestId === mergeRequest.id)
      .reverse();
    return sendPage({
      request,
      response,
      baseUrl: config.forgeUrl,
      rows,
      present: row => present.pipeline(row),
    });
  });
  router.get(`${one}/commits`, async (request, response) => {
    const project = requestProject(context, request);
    const mergeRequest = requestMergeRequest(request);
    return sendNumberedPage({
      request,
      response,
      baseUrl: config.forgeUrl,
      rows: await forge.mergeRequests.commits(project, mergeRequest),
      present: commit => present.commit(project, commit),
    });
  });
  router.get(`${one}/approvals`, async (request, response) => {
    response.json(approvalsOf(requestMergeRequest(request)));
  });
  router.post(`${one}/approve`, async (request, response) => {
    const mergeRequest = requestMergeRequest(request);
    forge.mergeRequests.approve(mergeRequest, requestUser(response));
    response.status(201).json(approvalsOf(mergeRequest));
  });
  return router;
}
