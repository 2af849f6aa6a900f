import { InputError, NotFoundError } from '@backstage/errors';
import { Router } from 'express';
import promiseRouter from 'express-promise-router';
import { z } from 'zod';
import { ForgeContext, listParameter, requestProject } from '../context';
import { presentDiff } from '../presentDiff';

/** What lies between two revisions. */
export function compareRoutes(context: ForgeContext): Router {
  const { forge, present } = context;
  const router = promiseRouter();
  const root = '/projects/:project/repository';

  router.get(`${root}/compare`, async (request, response) => {
    const project = requestProject(context, request);
    const repository = forge.repository(project);
    const query = z
      .object({
        from: z.string().min(1),
        to: z.string().min(1),
        straight: z.enum(['true', 'false']).default('false'),
      })
      .parse(request.query);
    const from = await repository.resolve(query.from);
    const to = await repository.resolve(query.to);
    if (!from || !to) {
      throw new NotFoundError('404 Ref Not Found');
    }
    const isStraight = query.straight === 'true';
    const start = isStraight ? from : await repository.mergeBase(from, to);
    const newestFirst = await repository.commits({
      ref: `${from}..${to}`,
      limit: 10_000,
    });
    const commits = newestFirst
      .reverse()
      .map(commit => present.commit(project, commit));
    response.json({
      commit: commits.at(-1) ?? null,
      commits,
      diffs: (await repository.diff(to, start)).map(presentDiff),
      compare_timeout: false,
      compare_same_ref: from === to,
      web_url: `${present.projectUrl(project)}/-/compare/${from}...${to}`,
    });
  });
  router.get(`${root}/merge_base`, async (request, response) => {
    const project = requestProject(context, request);
    const repository = forge.repository(project);
    const refs = listParameter(request, 'refs');
    const shas = await Promise.all(refs.map(ref => repository.resolve(ref)));
    const [from, to] = shas;
    if (shas.length !== 2 || !from || !to) {
      throw new InputError(
        `Could not find ref: ${refs[shas.indexOf(undefined)]}`,
      );
    }
    const base = await repository.mergeBase(from, to);
    if (!base) {
      throw new NotFoundError('404 Merge Base Not Found');
    }
    response.json(present.commit(project, await repository.commit(base)));
  });
  return router;
}
