import { NotFoundError } from '@backstage/errors';
import { Request, Router } from 'express';
import promiseRouter from 'express-promise-router';
import { z } from 'zod';
import { Issue, severities } from '../../state/types';
import { ForgeContext, requestProject, requestUser } from '../context';
import { sendPage, sortRows, timeParameter } from '../paging';
import { presentIssue } from '../presentIssue';

const labelsSchema = z
  .string()
  .transform(labels => labels.split(',').map(label => label.trim()));

const createSchema = z.object({
  title: z.string().min(1),
  description: z.string().default(''),
  issue_type: z.enum(['issue', 'incident']).default('issue'),
  labels: labelsSchema.default(''),
  // GitLab sets it by GraphQL only; the lab has no GraphQL.
  severity: z.enum(severities).or(z.literal('unknown')).default('unknown'),
});

const updateSchema = z.object({
  title: z.string().min(1).optional(),
  description: z.string().optional(),
  labels: labelsSchema.optional(),
  state_event: z.enum(['close', 'reopen']).optional(),
});

/** Issues and incidents: open, read, change, close. */
export function issueRoutes(context: ForgeContext): Router {
  const { state, forge, present, config } = context;
  const router = promiseRouter();
  const show = (issue: Issue) => presentIssue(issue, { state, present });
  const requestIssue = (request: Request): Issue => {
    const project = requestProject(context, request);
    const issue = forge.issues.find(project, Number(request.params.iid));
    if (!issue) {
      throw new NotFoundError('404 Issue Not Found');
    }
    return issue;
  };
  const all = '/projects/:project/issues';
  const one = `${all}/:iid`;

  router.get(all, async (request, response) => {
    const project = requestProject(context, request);
    const { state: wanted, issue_type: type } = request.query;
    const updatedAfter = timeParameter(request, 'updated_after');
    const rows = state.issues.filter(
      row =>
        row.projectId === project.id &&
        (wanted === undefined || wanted === 'all' || row.state === wanted) &&
        (type === undefined || row.type === type) &&
        (updatedAfter === undefined ||
          Date.parse(row.updatedAt) > updatedAfter),
    );
    return sendPage({
      request,
      response,
      baseUrl: config.forgeUrl,
      rows: sortRows(
        rows,
        request,
        {
          created_at: row => row.createdAt,
          updated_at: row => row.updatedAt,
          title: row => row.title,
        },
        { orderBy: 'created_at', sort: 'desc' },
      ),
      present: show,
    });
  });
  router.post(all, async (request, response) => {
    const { issue_type: type, ...input } = createSchema.parse(request.body);
    const issue = forge.issues.open(
      requestProject(context, request),
      { ...input, type },
      requestUser(response),
    );
    response.status(201).json(show(issue));
  });
  router.get(one, async (request, response) => {
    response.json(show(requestIssue(request)));
  });
  router.put(one, async (request, response) => {
    const issue = requestIssue(request);
    const user = requestUser(response);
    const { state_event: event, ...patch } = updateSchema.parse(request.body);
    if (Object.keys(patch).length > 0) {
      forge.issues.update(issue, patch, user);
    }
    if (event) {
      forge.issues[event](issue, user);
    }
    response.json(show(issue));
  });
  return router;
}
