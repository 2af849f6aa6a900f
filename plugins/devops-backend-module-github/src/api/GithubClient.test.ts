import { registerMswTestHooks } from '@backstage/backend-test-utils';
import type { GithubCredentialsProvider } from '@backstage/integration';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { HOST } from '../__testUtils__/githubSamples';
import { GithubClient } from './GithubClient';

const server = setupServer();
registerMswTestHooks(server);

const API = `https://${HOST}/api/v3`;

function createClient(
  getCredentials: GithubCredentialsProvider['getCredentials'],
) {
  return new GithubClient({
    title: `GitHub (${HOST})`,
    host: HOST,
    apiUrl: API,
    graphqlUrl: `https://${HOST}/api/graphql`,
    credentials: { getCredentials },
    usesApps: true,
  });
}

const get = (scope: string, signal = new AbortController().signal) => ({
  scope,
  method: 'GET' as const,
  url: `/repos/${scope}`,
  signal,
});

const withToken = () =>
  createClient(async () => ({ token: 'ghs_token', type: 'app' }));

describe('GithubClient', () => {
  it('asks for the token of the repository', async () => {
    const urls: string[] = [];
    const carried: Array<string | null> = [];
    server.use(
      http.get(`${API}/repos/team/ledger`, ({ request }) => {
        carried.push(request.headers.get('authorization'));
        return HttpResponse.json({});
      }),
    );
    await createClient(async ({ url }) => {
      urls.push(url);
      return { token: 'ghs_token', type: 'app' };
    }).send(get('team/ledger'));
    expect(urls).toEqual([`https://${HOST}/team/ledger`]);
    expect(carried).toEqual(['Bearer ghs_token']);
  });

  it.each([
    [
      'is not installed',
      new Error('The app does not have access'),
      'NotAllowedError',
    ],
    [
      'has a wrong key',
      Object.assign(new Error('Bad credentials'), { status: 401 }),
      'AuthenticationError',
    ],
    [
      'cannot be asked',
      Object.assign(new Error('Bad gateway'), { status: 502 }),
      'ServiceUnavailableError',
    ],
  ])('says what to do when the app %s', async (_, cause, name) => {
    const client = createClient(async () => {
      throw cause;
    });
    await expect(client.send(get('team/ledger'))).rejects.toMatchObject({
      name,
      message: expect.stringContaining(
        `integrations.github, entry '${HOST}', apps`,
      ),
    });
  });

  it('stops while a token is made', async () => {
    const controller = new AbortController();
    const client = createClient(() => {
      controller.abort();
      return new Promise(() => {});
    });
    await expect(
      client.send(get('team/ledger', controller.signal)),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('does not make one owner wait for the limit of another', async () => {
    server.use(
      http.get(`${API}/repos/busy/ledger`, () =>
        HttpResponse.json(
          { message: 'You have exceeded a secondary rate limit' },
          { status: 403, headers: { 'retry-after': '600' } },
        ),
      ),
      http.get(`${API}/repos/calm/ledger`, () => HttpResponse.json({})),
    );
    const client = withToken();
    await expect(client.send(get('busy/ledger'))).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    await expect(client.send(get('calm/ledger'))).resolves.toMatchObject({
      status: 200,
    });
  });

  it('goes on after a secondary limit', async () => {
    server.use(
      http.get(
        `${API}/repos/team/ledger`,
        () =>
          HttpResponse.json(
            { message: 'You have exceeded a secondary rate limit' },
            { status: 403, headers: { 'retry-after': '1' } },
          ),
        { once: true },
      ),
      http.get(`${API}/repos/team/ledger`, () => HttpResponse.json({})),
    );
    await expect(withToken().send(get('team/ledger'))).resolves.toMatchObject({
      status: 200,
    });
  });

  it('follows a repository that was renamed', async () => {
    server.use(
      http.get(
        `${API}/repos/team/ledger`,
        () =>
          new HttpResponse(null, {
            status: 301,
            headers: { location: `${API}/repositories/41` },
          }),
      ),
      http.get(`${API}/repositories/41`, () => HttpResponse.json({ id: 41 })),
    );
    const client = withToken();
    const response = await client.send(get('team/ledger'));
    await expect(response.json()).resolves.toEqual({ id: 41 });
  });
});
