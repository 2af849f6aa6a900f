import { createHash } from 'crypto';
import { NotFoundError } from '@backstage/errors';
import { Request, Router } from 'express';
import promiseRouter from 'express-promise-router';
import { ForgeContext, requestProject, resolveRef } from '../context';
import { sendNumberedPage } from '../paging';

/** Files, trees and archives. */
export function fileRoutes(context: ForgeContext): Router {
  const { forge, config } = context;
  const router = promiseRouter();
  const root = '/projects/:project/repository';

  const readFile = async (request: Request) => {
    const project = requestProject(context, request);
    const { name, sha } = await resolveRef(
      context,
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
    const { sha } = await resolveRef(context, project, request.query.ref);
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
      const { name, sha } = await resolveRef(
        context,
        project,
        request.query.sha,
      );
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
  return router;
}
