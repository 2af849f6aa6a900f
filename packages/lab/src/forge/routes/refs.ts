import { InputError, NotFoundError } from '@backstage/errors';
import { Router } from 'express';
import promiseRouter from 'express-promise-router';
import { z } from 'zod';
import { Project } from '../../state/types';
import { ForgeContext, requestProject, requestUser } from '../context';
import { sendNumberedPage } from '../paging';

/** Branches and tags. */
export function refRoutes(context: ForgeContext): Router {
  const { forge, present, config, state } = context;
  const router = promiseRouter();
  const root = '/projects/:project/repository';

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
