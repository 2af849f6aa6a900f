import { createServer, type IncomingMessage, type Server } from 'http';
import type { AddressInfo } from 'net';
import { Readable } from 'stream';
import { run } from '../run';

const TOKEN = 'very-secret-token';
const ENTITY = ['--entity', 'component:default/shop'];
const QUESTION = [...ENTITY, '--environment', 'production'];

const frozen = {
  entityRef: 'component:default/shop',
  environment: 'production',
  decision: 'freeze',
  byPolicy: 'freeze',
  reasons: [
    {
      kind: 'budget_spent',
      effect: 'freeze',
      message: '-3 % of the error budget of Availability is left',
      remedy: 'Deploy only what brings the objective back',
    },
  ],
};

describe('devops gate', () => {
  let server: Server | undefined;
  let asked: IncomingMessage[] = [];

  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    server = undefined;
    asked = [];
  });

  /** A portal that answers like this; the address where it is. */
  async function portal(status: number, body: unknown): Promise<string> {
    server = createServer((request, response) => {
      asked.push(request);
      response
        .writeHead(status, { 'Content-Type': 'application/json' })
        .end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    await new Promise<void>(resolve => server!.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async function gate(
    args: string[],
    env: Record<string, string> = { DEVOPS_PORTAL_TOKEN: TOKEN },
  ) {
    let out = '';
    let err = '';
    const code = await run(['gate', ...args], {
      stdin: Readable.from([]),
      stdout: { write: text => (out += text) },
      stderr: { write: text => (err += text) },
      cwd: () => '/',
      env,
    });
    expect(out + err).not.toContain(TOKEN);
    return { code, out, err };
  }

  it.each(['allow', 'slow'])(
    'goes on when the answer is %s',
    async decision => {
      const url = await portal(200, { ...frozen, decision, reasons: [] });
      expect(await gate([...QUESTION, '--url', `${url}/`])).toEqual({
        code: 0,
        out: `${decision}: component:default/shop in production\n- Every error budget has enough left\n`,
        err: '',
      });
      expect(asked[0].url).toBe(
        '/api/devops/gate?entity=component%3Adefault%2Fshop&environment=production',
      );
      expect(asked[0].headers.authorization).toBe(`Bearer ${TOKEN}`);
    },
  );

  it('stops with the reasons when deployments are frozen', async () => {
    const url = await portal(200, frozen);
    expect(await gate(QUESTION, { DEVOPS_PORTAL_URL: url })).toEqual({
      code: 1,
      out: [
        'freeze: component:default/shop in production',
        '- freeze: -3 % of the error budget of Availability is left',
        '  Deploy only what brings the objective back',
        '',
      ].join('\n'),
      err: 'Deployments of component:default/shop to production are frozen\n',
    });
    expect(asked[0].headers).not.toHaveProperty('authorization');
  });

  it('prints the whole answer as JSON', async () => {
    const url = await portal(200, frozen);
    const { code, out } = await gate([...QUESTION, '--url', url, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual(frozen);
  });

  describe('when the portal cannot be reached', () => {
    const nobody = ['--url', 'http://127.0.0.1:9'];

    it('says so and exits with 3', async () => {
      const { code, out, err } = await gate([...QUESTION, ...nobody]);
      expect([code, out]).toEqual([3, '']);
      expect(err).toMatch(/^http:\/\/127\.0\.0\.1:9 cannot be reached: .+\n$/);
    });

    it.each([
      ['allow', 0],
      ['freeze', 1],
    ])('does what it is told: %s', async (decision, expected) => {
      const { code, err } = await gate([
        ...[...QUESTION, ...nobody],
        ...['--when-unreachable', decision],
      ]);
      expect(code).toBe(expected);
      expect(err).toContain(`By --when-unreachable it is ${decision}`);
    });

    it.each([
      [500, { error: { name: 'Error', message: `broken ${TOKEN}` } }],
      [429, { error: { name: 'Error', message: 'later' } }],
      [200, '<html>Sign in</html>'],
      [200, {}],
      [200, 'null'],
    ])('takes %p %p for no answer', async (status, body) => {
      const url = await portal(status, body);
      const { code, err } = await gate([...QUESTION, '--url', url]);
      expect(code).toBe(3);
      expect(err).toContain(`${url} cannot be reached`);
    });
  });

  describe('is called in a wrong way', () => {
    it.each([
      ['without an entity', ['--environment', 'production'], '--entity'],
      ['without an environment', ENTITY, '--environment'],
      [
        'with a ref that is none',
        ['--entity', 'a:b:c/', '--environment', 'production'],
        'component:default/shop',
      ],
      ['without an address', QUESTION, 'DEVOPS_PORTAL_URL'],
      [
        'with an address that is none',
        [...QUESTION, '--url', 'backstage'],
        'https://backstage.example.com',
      ],
      [
        'with a variable that is not set',
        [...QUESTION, '--url', 'http://127.0.0.1:9', '--token-env', 'MISSING'],
        'MISSING',
      ],
    ])('%s', async (_, args, words) => {
      const { code, err } = await gate(args);
      expect(code).toBe(2);
      expect(err).toContain(words);
    });

    it('with a token that is none, which is not printed either', async () => {
      const { code, err } = await gate(
        [...QUESTION, '--url', 'http://127.0.0.1:9', '--token-env', 'TOKEN'],
        { TOKEN: `${TOKEN}\nX-Other: 1` },
      );
      expect(code).toBe(2);
      expect(err).toContain('the variable TOKEN is no token');
    });

    it.each([401, 403, 404])('when the portal answers %p', async status => {
      const url = await portal(status, {
        error: { name: 'Error', message: `No entity found by ${TOKEN}` },
        request: {},
        response: { statusCode: status },
      });
      const { code, err } = await gate([
        ...[...QUESTION, '--url', url],
        ...['--when-unreachable', 'allow'],
      ]);
      expect(code).toBe(2);
      expect(err).toContain(`answered ${status}: No entity found by ***`);
    });
  });
});
