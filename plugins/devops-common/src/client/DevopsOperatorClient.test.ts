import { ResponseError } from '@backstage/errors';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { DevopsOperatorClient } from './DevopsOperatorClient';

const base = 'http://portal.test/api/devops';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

describe('DevopsOperatorClient', () => {
  const client = new DevopsOperatorClient({
    discoveryApi: { getBaseUrl: async () => base },
  });
  const token = { token: 'a-token' };

  /** Answers every request and keeps the last one with its body. */
  const answer = (
    body: object | null,
    status = 200,
  ): { method?: string; url?: URL; token?: string | null; body?: string } => {
    const asked: ReturnType<typeof answer> = {};
    server.use(
      http.all(`${base}/*`, async ({ request }) => {
        Object.assign(asked, {
          method: request.method,
          url: new URL(request.url),
          token: request.headers.get('authorization'),
          body: await request.text(),
        });
        return body
          ? HttpResponse.json(body, { status })
          : new Response(null, { status });
      }),
    );
    return asked;
  };

  it('hands filters, cursor and token to the backend', async () => {
    const asked = answer({ items: [], nextCursor: 'more' });
    const page = await client.listInbox(
      {
        state: 'parked',
        source: 'lab',
        event: 'Job Hook & more',
        cursor: 'abc',
        limit: 5,
      },
      token,
    );
    expect(page).toEqual({ items: [], nextCursor: 'more' });
    expect(asked.url?.pathname).toBe('/api/devops/inbox');
    expect(Object.fromEntries(asked.url?.searchParams ?? [])).toEqual({
      state: 'parked',
      source: 'lab',
      event: 'Job Hook & more',
      cursor: 'abc',
      limit: '5',
    });
    expect(asked.token).toBe('Bearer a-token');
  });

  it('reads work with its filters', async () => {
    const asked = answer({ items: [{ id: '7' }] });
    await expect(client.listWork({ state: 'pending' })).resolves.toEqual({
      items: [{ id: '7' }],
    });
    expect(asked.url?.pathname).toBe('/api/devops/work');
    expect(asked.url?.search).toBe('?state=pending');
  });

  it('reads one delivery with its body', async () => {
    const delivery = { id: '12', body: { text: '{}', truncated: false } };
    const asked = answer(delivery);
    await expect(client.getInboxDelivery('12')).resolves.toEqual(delivery);
    expect(asked).toMatchObject({ method: 'GET' });
    expect(asked.url?.pathname).toBe('/api/devops/inbox/12');
  });

  it('replays many by what they have in common, and tells how many', async () => {
    const asked = answer({ count: 3 }, 202);
    await expect(
      client.replayInbox({ state: 'parked', source: 'lab' }, token),
    ).resolves.toEqual({ count: 3 });
    expect(asked).toMatchObject({
      method: 'POST',
      body: '{"state":"parked","source":"lab"}',
      token: 'Bearer a-token',
    });
  });

  it.each([
    ['replays one', 'replayInboxDelivery', 'POST', '/inbox/5/replay', 202],
    ['discards one', 'discardInboxDelivery', 'DELETE', '/inbox/5', 204],
    ['has work done now', 'retryWork', 'POST', '/work/5/retry', 202],
  ] as const)('%s, which is answered by nothing', async (...example) => {
    const [, call, method, path, status] = example;
    const asked = answer(null, status);
    await expect(client[call]('5')).resolves.toBeUndefined();
    expect(asked.method).toBe(method);
    expect(asked.url?.pathname).toBe(`/api/devops${path}`);
  });

  it('encodes what stands in a path', async () => {
    const asked = answer(null, 202);
    await client.retryWork('../inbox/1?x');
    expect(asked.url?.pathname).toBe(
      '/api/devops/work/..%2Finbox%2F1%3Fx/retry',
    );
  });

  it.each<[string, () => Promise<unknown>]>([
    ['listInbox', () => client.listInbox()],
    ['getInboxDelivery', () => client.getInboxDelivery('1')],
    ['replayInboxDelivery', () => client.replayInboxDelivery('1')],
    ['replayInbox', () => client.replayInbox({ state: 'parked' })],
    ['discardInboxDelivery', () => client.discardInboxDelivery('1')],
    ['listWork', () => client.listWork()],
    ['retryWork', () => client.retryWork('1')],
  ])(
    'rejects %s with the status and the message of the backend',
    async (_name, call) => {
      answer(
        {
          error: {
            name: 'NotAllowedError',
            message: 'It needs the permission devops.inbox.read',
          },
          response: { statusCode: 403 },
        },
        403,
      );
      const error = (await call().catch(e => e)) as ResponseError;
      expect(error).toBeInstanceOf(ResponseError);
      expect(error.statusCode).toBe(403);
      expect(error.cause.message).toBe(
        'It needs the permission devops.inbox.read',
      );
    },
  );

  it('ends when it is told to', async () => {
    server.use(http.get(`${base}/work`, () => new Promise(() => {})));
    const controller = new AbortController();
    const asked = client.listWork({}, { signal: controller.signal });
    controller.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });
});
