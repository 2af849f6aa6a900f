import {
  DevopsClient,
  DevopsOperatorClient,
  type InboxDelivery,
  type SourceHealth,
  type WorkItem,
} from '@backstage-devops/plugin-devops-common';
import { http, HttpResponse } from 'msw';
import type { SetupServer } from 'msw/node';
import { delivery, watched } from './scenarios/operations';
import { renderDevopsPage } from './testing';

export const base = 'http://backend.test/api/devops';

/** A backend that keeps what it was asked, and does it. */
export function operatorBackend(
  server: SetupServer,
  world: {
    sources?: SourceHealth[];
    inbox?: InboxDelivery[];
    work?: WorkItem[];
    body?: { text: string; truncated: boolean };
  },
) {
  let inbox = world.inbox ?? [];
  let work = world.work ?? [];
  const asked: string[] = [];
  const listed = <T>(items: T[], url: URL) => {
    const start = Number(url.searchParams.get('cursor') ?? 0);
    const end = start + Number(url.searchParams.get('limit'));
    return HttpResponse.json({
      items: items.slice(start, end),
      ...(end < items.length ? { nextCursor: String(end) } : {}),
    });
  };
  const matches = (
    item: { state: string; sourceId: string },
    of: URLSearchParams,
  ) =>
    [
      of.get('state') ?? item.state,
      of.get('source') ?? item.sourceId,
    ].join() === [item.state, item.sourceId].join();
  server.use(
    http.all(`${base}/*`, async ({ request }) => {
      if (request.method !== 'GET' || /inbox\/\d/.test(request.url)) {
        const text = await request.clone().text();
        const path = request.url.slice(base.length);
        asked.push(`${request.method} ${path}${text && ` ${text}`}`);
      }
      return undefined;
    }),
    http.get(`${base}/sources`, () =>
      HttpResponse.json({
        items: world.sources ?? [watched('gitlab', 'GitLab')],
      }),
    ),
    http.get(`${base}/inbox`, ({ request }) => {
      const url = new URL(request.url);
      const event = url.searchParams.get('event');
      return listed(
        inbox.filter(
          item =>
            matches(item, url.searchParams) && (!event || item.event === event),
        ),
        url,
      );
    }),
    http.get(`${base}/inbox/:id`, ({ params }) =>
      HttpResponse.json({
        ...inbox.find(({ id }) => id === params.id),
        body: world.body ?? { text: '{"a":1}', truncated: false },
      }),
    ),
    http.post(`${base}/inbox/:id/replay`, ({ params }) => {
      inbox = inbox.map(item =>
        item.id === params.id ? { ...item, state: 'pending' } : item,
      );
      return new HttpResponse(null, { status: 202 });
    }),
    http.post(`${base}/inbox/replay`, () => {
      const parked = inbox.filter(({ state }) => state === 'parked');
      inbox = inbox.filter(item => !parked.includes(item));
      return HttpResponse.json({ count: parked.length }, { status: 202 });
    }),
    http.delete(`${base}/inbox/:id`, ({ params }) => {
      inbox = inbox.filter(({ id }) => id !== params.id);
      return new HttpResponse(null, { status: 204 });
    }),
    http.get(`${base}/work`, ({ request }) => {
      const url = new URL(request.url);
      return listed(
        work.filter(item => matches(item, url.searchParams)),
        url,
      );
    }),
    http.post(`${base}/work/:id/retry`, ({ params }) => {
      work = work.filter(({ id }) => id !== params.id);
      return new HttpResponse(null, { status: 202 });
    }),
  );
  return { asked };
}

/** Shows the operators' page on the clients of the backend. */
export function showOperations(
  options: { path?: string; denied?: string[] } = {},
) {
  const client = {
    discoveryApi: { getBaseUrl: async () => base },
    fetchApi: { fetch: (...args: Parameters<typeof fetch>) => fetch(...args) },
  };
  return renderDevopsPage({
    path: `/devops/operations${options.path ?? ''}`,
    api: new DevopsClient(client),
    operatorApi: new DevopsOperatorClient(client),
    denied: options.denied,
  });
}

/** A webhook that was set aside. */
export const parked = (id: number, over: Partial<InboxDelivery> = {}) =>
  delivery(id, {
    state: 'parked',
    attempts: 1,
    error: 'The payload has no object_attributes',
    ...over,
  });

/** An answer that is an error. */
export const refuse = (status: number, message: string) =>
  HttpResponse.json(
    { error: { name: 'Error', message }, response: { statusCode: status } },
    { status },
  );
