import { HttpResponse, http } from 'msw';
import type { HttpHandler } from 'msw';
import bridges from './api.bridges.json';
import deployments from './api.deployments.json';
import environment from './api.environment.json';
import environments from './api.environments.json';
import jobs from './api.jobs.json';
import pipeline from './api.pipeline.json';
import pipelines from './api.pipelines.json';
import project from './api.project.json';
import { changeHandlers, changeKeys } from './changeHandlers';
import { API, PROJECT, SCOPE, TOKEN, notFound, paged } from './gitlabServer';

export { HOST, SCOPE, TOKEN } from './gitlabServer';

/** GitLab with one project, whose list of pipelines has this many pages. */
export function gitlabHandlers(options: { pages: number }): HttpHandler[] {
  const [first] = pipelines;
  const all = Array.from({ length: options.pages }, (_, index) => ({
    ...first,
    id: first.id + index,
  }));
  const isKnown = (id: unknown) => all.some(entry => String(entry.id) === id);

  return [
    http.all(`${API}/*`, ({ request }) =>
      request.headers.get('private-token') === TOKEN
        ? undefined
        : HttpResponse.json({ message: '401 Unauthorized' }, { status: 401 }),
    ),
    http.get(PROJECT, () => HttpResponse.json(project)),
    http.get(`${PROJECT}/environments`, ({ request }) =>
      paged(request, environments, 100),
    ),
    http.get(`${PROJECT}/environments/3`, () => HttpResponse.json(environment)),
    http.get(`${PROJECT}/deployments`, ({ request }) => {
      const query = new URL(request.url).searchParams;
      // GitLab refuses the filter with any other order.
      return query.has('updated_after') &&
        query.get('order_by') !== 'updated_at'
        ? HttpResponse.json({ message: '400 Bad request' }, { status: 400 })
        : paged(request, deployments, 100);
    }),
    http.get(`${PROJECT}/pipelines`, ({ request }) => paged(request, all, 1)),
    http.get(`${PROJECT}/pipelines/:id`, ({ params }) =>
      isKnown(params.id)
        ? HttpResponse.json({ ...pipeline, id: Number(params.id) })
        : notFound('Pipeline'),
    ),
    http.get(`${PROJECT}/pipelines/:id/jobs`, ({ params, request }) => {
      const isFirst = params.id === String(first.id);
      const withRetried =
        new URL(request.url).searchParams.get('include_retried') === 'true';
      const listed = jobs.filter(({ id }) => withRetried || id !== 502);
      return paged(request, isFirst ? listed : [], 2);
    }),
    http.get(`${PROJECT}/pipelines/:id/bridges`, ({ params, request }) =>
      paged(request, params.id === String(first.id) ? bridges : [], 100),
    ),
    ...changeHandlers(),
  ];
}

/** Keys of everything that these handlers tell. */
export function gitlabKeys(options: { pages: number }): string[] {
  return [
    ...Array.from(
      { length: options.pages },
      (_, index) => `pipeline:${pipelines[0].id + index}`,
    ),
    ...[...jobs, ...bridges].map(({ id }) => `job:${id}`),
    ...deployments.map(({ id }) => `deployment:${id}`),
    ...environments.map(({ name }) => `environment:${SCOPE}:${name}`),
    ...changeKeys,
  ];
}

export function traceHandler(log: string): HttpHandler {
  return http.get(`${PROJECT}/jobs/503/trace`, () => HttpResponse.text(log));
}

export function controlHandlers(answer: {
  job: () => Response;
  run: () => Response;
}): HttpHandler[] {
  return [
    http.post(`${PROJECT}/jobs/504/:action`, answer.job),
    http.post(`${PROJECT}/pipelines/9101/:action`, answer.run),
  ];
}
