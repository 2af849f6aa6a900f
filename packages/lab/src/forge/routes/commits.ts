import { InputError, NotFoundError } from '@backstage/errors';
import { Router } from 'express';
import promiseRouter from 'express-promise-router';
import { z } from 'zod';
import {
  ForgeContext,
  requestProject,
  requestUser,
  resolveRef,
} from '../context';
import { sendNumberedPage } from '../paging';
import { presentDiff } from '../presentDiff';

const commitSchema = z.object({
  branch: z.string().min(1),
  start_branch: z.string().optional(),
  start_sha: z.string().optional(),
  commit_message: z.string().min(1),
  author_name: z.string().optional(),
  author_email: z.string().optional(),
  actions: z.array(
    z.object({
      action: z.enum(['create', 'update', 'delete', 'move', 'chmod']),
      file_path: z.string().min(1),
      previous_path: z.string().optional(),
      content: z.string().optional(),
      encoding: z.enum(['text', 'base64']).default('text'),
      execute_filemode: z.boolean().optional(),
    }),
  ),
});

/** Commits: list, read, make. */
export function commitRoutes(context: ForgeContext): Router {
  const { forge, present, config, state } = context;
  const router = promiseRouter();
  const root = '/projects/:project/repository';

  router.get(`${root}/commits`, async (request, response) => {
    const project = requestProject(context, request);
    const range = String(request.query.ref_name ?? '').split('..');
    const shas = await Promise.all(
      range.map(async ref => (await resolveRef(context, project, ref)).sha),
    );
    const text = (name: string) =>
      request.query[name] ? String(request.query[name]) : undefined;
    const rows = await forge.repository(project).commits({
      ref: shas.join('..'),
      path: text('path'),
      since: text('since'),
      until: text('until'),
      limit: 1000,
    });
    return sendNumberedPage({
      request,
      response,
      baseUrl: config.forgeUrl,
      rows,
      present: commit => present.commit(project, commit),
    });
  });
  router.get(`${root}/commits/:sha/diff`, async (request, response) => {
    const project = requestProject(context, request);
    const sha = await forge.repository(project).resolve(request.params.sha);
    if (!sha) {
      throw new NotFoundError('404 Commit Not Found');
    }
    return sendNumberedPage({
      request,
      response,
      baseUrl: config.forgeUrl,
      rows: await forge.repository(project).diff(sha),
      present: presentDiff,
    });
  });
  router.get(`${root}/commits/:sha`, async (request, response) => {
    const project = requestProject(context, request);
    const sha = await forge.repository(project).resolve(request.params.sha);
    if (!sha) {
      throw new NotFoundError('404 Commit Not Found');
    }
    const commit = await forge.repository(project).commit(sha);
    const last = state.pipelines
      .filter(row => row.projectId === project.id && row.sha === sha)
      .at(-1);
    response.json({
      ...present.commit(project, commit),
      status: last?.status ?? null,
      last_pipeline: last ? present.pipeline(last) : null,
    });
  });
  router.get(
    `${root}/commits/:sha/merge_requests`,
    async (request, response) => {
      const project = requestProject(context, request);
      const rows = state.mergeRequests.filter(
        row =>
          row.projectId === project.id &&
          [row.sha, row.mergeCommitSha].includes(request.params.sha),
      );
      response.json(
        rows.map(row => ({ iid: row.iid, title: row.title, state: row.state })),
      );
    },
  );
  router.post(`${root}/commits`, async (request, response) => {
    const project = requestProject(context, request);
    const user = requestUser(response);
    const input = commitSchema.parse(request.body);
    const repository = forge.repository(project);
    const branchRef = `refs/heads/${input.branch}`;
    const existing = await repository.resolve(branchRef);
    const start = input.start_sha ?? input.start_branch;
    const parent = existing ?? (start && (await repository.resolve(start)));
    if (!existing && parent) {
      await repository.updateRef(branchRef, parent);
    }
    if (!parent && project.defaultBranch) {
      throw new InputError(
        'You can only create or edit files when you are on a branch',
      );
    }
    const sha = await repository.commitActions({
      branch: input.branch,
      parent: parent || undefined,
      message: input.commit_message,
      author: {
        name: input.author_name ?? user.name,
        email: input.author_email ?? user.email,
      },
      actions: input.actions.map(action => ({
        action: action.action,
        filePath: action.file_path,
        previousPath: action.previous_path,
        executable: action.execute_filemode,
        content:
          action.content === undefined
            ? undefined
            : Buffer.from(
                action.content,
                action.encoding === 'base64' ? 'base64' : 'utf8',
              ),
      })),
    });
    await forge.syncRefs(project, user);
    response
      .status(201)
      .json(present.commit(project, await repository.commit(sha)));
  });
  return router;
}
