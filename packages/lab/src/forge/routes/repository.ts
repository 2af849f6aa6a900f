import { createHash } from 'crypto';
import { InputError, NotFoundError } from '@backstage/errors';
import { Request, Router } from 'express';
import promiseRouter from 'express-promise-router';
import { z } from 'zod';
import { Project } from '../../state/types';
import { ForgeContext, requestProject, requestUser } from '../context';
import { sendNumberedPage } from '../paging';

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

/** Files, trees, archives, commits, branches and tags. */
export function repositoryRoutes(context: ForgeContext): Router {
  const { forge, present, config, state } = context;
  const router = promiseRouter();
  const root = '/projects/:project/repository';

  const resolveRef = async (project: Project, ref: unknown) => {
    const name = String(ref || project.defaultBranch || 'main');
    const sha = await forge.repository(project).resolve(name);
    if (!sha) {
      throw new NotFoundError('404 Tree Not Found');
    }
    return { name, sha };
  };
  const readFile = async (request: Request) => {
    const project = requestProject(context, request);
    const { name, sha } = await resolveRef(
      project,
      request.query.ref === 'HEAD' ? undefined : request.query.ref,
    );
    const path = request.params.file;
    const blob = await forge.repository(project).blob(sha, path);
    if (!blob) {
      throw new NotFoundError('404 File Not Found');
    }
    return { project, ref: name, sha, path, blob };
  };

  router.get(`${root}/files/:file/raw`, async (request, response) => {
    const { blob, sha, path } = await readFile(request);
    response
      .set({
        'Content-Disposition': `inline; filename="${encodeURIComponent(path.split('/').at(-1) ?? '')}"`,
        'X-Gitlab-Blob-Id': blob.id,
        'X-Gitlab-Commit-Id': sha,
      })
      .type('text/plain')
      .send(blob.content);
  });
  router.get(`${root}/files/:file`, async (request, response) => {
    const { project, blob, sha, path, ref } = await readFile(request);
    const [last] = await forge
      .repository(project)
      .commits({ ref: sha, path, limit: 1 });
    response.json({
      file_name: path.split('/').at(-1),
      file_path: path,
      size: blob.content.length,
      encoding: 'base64',
      content: blob.content.toString('base64'),
      content_sha256: createHash('sha256').update(blob.content).digest('hex'),
      ref,
      blob_id: blob.id,
      commit_id: sha,
      last_commit_id: last?.id ?? sha,
      execute_filemode: blob.mode === '100755',
    });
  });
  router.get(`${root}/tree`, async (request, response) => {
    const project = requestProject(context, request);
    const { sha } = await resolveRef(project, request.query.ref);
    const rows = await forge.repository(project).tree({
      ref: sha,
      path: request.query.path ? String(request.query.path) : undefined,
      recursive: request.query.recursive === 'true',
    });
    return sendNumberedPage({
      request,
      response,
      baseUrl: config.forgeUrl,
      rows,
      present: row => row,
    });
  });
  router.get(
    new RegExp(`^/projects/([^/]+)/repository/archive(?:\\.tar\\.gz)?$`),
    async (request, response) => {
      const project = forge.project(request.params[0]);
      const { name, sha } = await resolveRef(project, request.query.sha);
      const path = request.query.path ? String(request.query.path) : undefined;
      if (path && !(await forge.repository(project).has(sha, path))) {
        throw new NotFoundError('404 Path Not Found');
      }
      const prefix = [
        project.path,
        name.replaceAll('/', '-'),
        sha,
        path?.replaceAll('/', '-'),
      ]
        .filter(Boolean)
        .join('-');
      const archive = await forge
        .repository(project)
        .archive({ sha, prefix, path });
      response
        .set('Content-Disposition', `attachment; filename="${prefix}.tar.gz"`)
        .type('application/octet-stream')
        .send(archive);
    },
  );
  router.get(`${root}/commits`, async (request, response) => {
    const project = requestProject(context, request);
    const { sha } = await resolveRef(project, request.query.ref_name);
    const text = (name: string) =>
      request.query[name] ? String(request.query[name]) : undefined;
    const rows = await forge.repository(project).commits({
      ref: sha,
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

  const presentRef = (project: Project, name: string, commit: object) => ({
    name,
    commit,
    merged: false,
    protected: project.protectedBranches.includes(name),
    developers_can_push: false,
    developers_can_merge: false,
    can_push: true,
    default: name === project.defaultBranch,
    web_url: `${present.projectUrl(project)}/-/tree/${name}`,
  });

  const listRefs = async (project: Project, prefix: string) => {
    const repository = forge.repository(project);
    const refs = Object.entries(await repository.refs()).filter(([name]) =>
      name.startsWith(prefix),
    );
    return Promise.all(
      refs.map(async ([name, sha]) =>
        presentRef(
          project,
          name.slice(prefix.length),
          present.commit(project, await repository.commit(sha)),
        ),
      ),
    );
  };

  for (const [kind, prefix] of [
    ['branches', 'refs/heads/'],
    ['tags', 'refs/tags/'],
  ] as const) {
    const label = kind === 'branches' ? 'Branch' : 'Tag';
    router.get(`${root}/${kind}`, async (request, response) => {
      const rows = await listRefs(requestProject(context, request), prefix);
      return sendNumberedPage({
        request,
        response,
        baseUrl: config.forgeUrl,
        rows,
        present: row => row,
      });
    });
    router.get(`${root}/${kind}/:ref`, async (request, response) => {
      const rows = await listRefs(requestProject(context, request), prefix);
      const row = rows.find(({ name }) => name === request.params.ref);
      if (!row) {
        throw new NotFoundError(`404 ${label} Not Found`);
      }
      response.json(row);
    });
    router.post(`${root}/${kind}`, async (request, response) => {
      const project = requestProject(context, request);
      const input = z
        .object({
          branch: z.string().min(1).optional(),
          tag_name: z.string().min(1).optional(),
          ref: z.string().min(1),
        })
        .parse({ ...request.query, ...request.body });
      const name = (kind === 'branches' ? input.branch : input.tag_name) ?? '';
      const repository = forge.repository(project);
      const sha = await repository.resolve(input.ref);
      if (!name || !sha) {
        throw new InputError(`Invalid reference name: ${input.ref}`);
      }
      if (await repository.resolve(`${prefix}${name}`)) {
        throw new InputError(`${label} already exists`);
      }
      await repository.updateRef(`${prefix}${name}`, sha);
      await forge.syncRefs(project, requestUser(response));
      response
        .status(201)
        .json(
          presentRef(
            project,
            name,
            present.commit(project, await repository.commit(sha)),
          ),
        );
    });
    router.delete(`${root}/${kind}/:ref`, async (request, response) => {
      const project = requestProject(context, request);
      await forge
        .repository(project)
        .deleteRef(`${prefix}${request.params.ref}`);
      await forge.syncRefs(project, requestUser(response));
      response.status(204).end();
    });
  }
  router.post(
    '/projects/:project/protected_branches',
    async (request, response) => {
      const project = requestProject(context, request);
      const { name } = z
        .object({ name: z.string().min(1) })
        .parse({ ...request.query, ...request.body });
      state.projects.update(project, {
        protectedBranches: [...new Set([...project.protectedBranches, name])],
      });
      response
        .status(201)
        .json({ id: project.id, name, allow_force_push: false });
    },
  );
  return router;
}
