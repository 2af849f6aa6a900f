import { ResponseError } from '@backstage/errors';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { DevopsClient } from './DevopsClient';

const base = 'http://portal.test/api/devops';
const cart = { kind: 'Component', namespace: 'default', name: 'cart' };
const path = `${base}/entities/component/default/cart`;

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

describe('DevopsClient', () => {
  const discoveryApi = { getBaseUrl: async () => base };
  const client = new DevopsClient({ discoveryApi });

  it('hands filters, cursor and token to the backend', async () => {
    let asked: Request | undefined;
    server.use(
      http.get(`${path}/runs`, ({ request }) => {
        asked = request;
        return HttpResponse.json({ items: [], nextCursor: 'more' });
      }),
    );

    const page = await client.listRuns(
      cart,
      { status: 'failed', ref: 'feat/a b', cursor: 'abc', limit: 5 },
      { token: 'a-token' },
    );

    expect(page.nextCursor).toBe('more');
    const query = new URL(asked!.url).searchParams;
    expect(Object.fromEntries(query)).toEqual({
      status: 'failed',
      ref: 'feat/a b',
      cursor: 'abc',
      limit: '5',
    });
    expect(asked!.headers.get('authorization')).toBe('Bearer a-token');
  });

  it('asks for several states of objectives at once', async () => {
    let asked: URL | undefined;
    server.use(
      http.get(`${base}/slos`, ({ request }) => {
        asked = new URL(request.url);
        return HttpResponse.json({ items: [] });
      }),
    );
    await client.listFleetSlos({ state: ['burning', 'exhausted'], limit: 5 });
    expect(asked!.searchParams.getAll('state')).toEqual([
      'burning',
      'exhausted',
    ]);
    expect(asked!.searchParams.get('limit')).toBe('5');
  });

  it('tells a pipeline that is generated from one that is not', async () => {
    const answers = [{ pipeline: { state: 'behind' } }, {}];
    server.use(
      http.get(`${path}/drift`, () => HttpResponse.json(answers.shift())),
    );
    await expect(client.getDrift(cart)).resolves.toEqual({ state: 'behind' });
    await expect(client.getDrift(cart)).resolves.toBeUndefined();
  });

  it('encodes what stands in a path', async () => {
    server.use(
      http.get(`${path}/slos/:id/history`, ({ params }) =>
        HttpResponse.json({ sloId: params.id }),
      ),
    );
    await expect(
      client.getSloHistory(cart, 'a/b?c', { from: '2026-01-01T00:00:00Z' }),
    ).resolves.toMatchObject({ sloId: 'a/b?c' });
  });

  it('rejects with the status and the message of the backend', async () => {
    server.use(
      http.get(`${path}/runs/:id`, () =>
        HttpResponse.json(
          {
            error: { name: 'NotFoundError', message: 'There is no such run' },
            response: { statusCode: 404 },
          },
          { status: 404 },
        ),
      ),
    );
    const error = await client.getRun(cart, 'x').catch(e => e);
    expect(error).toBeInstanceOf(ResponseError);
    expect(error.response.status).toBe(404);
    expect(error.body.error.message).toBe('There is no such run');
  });

  it('sends a body through a fetch that makes requests of its own', async () => {
    let sent: unknown;
    server.use(
      http.post(`${path}/jobs/:id/actions`, async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json({}, { status: 202 });
      }),
    );
    // As the identity middleware of Backstage's fetch does.
    const backstageFetch: typeof fetch = async (input, init) => {
      const probe = new Request(input, init);
      expect(probe.method).toBe('POST');
      return fetch(new Request(input, init));
    };

    await new DevopsClient({
      discoveryApi,
      fetchApi: { fetch: backstageFetch },
    }).controlJob(cart, 'job-1', 'play');

    expect(sent).toEqual({ action: 'play' });
  });
});
