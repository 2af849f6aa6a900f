import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, RequestListener } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createPipeline } from './createPipeline';
import { serviceSpec } from './__testUtils__/specs';

// Each test starts processes, npm among them.
jest.setTimeout(60_000);

let folder: string;
const stops: Array<() => void> = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'generated-scripts-'));
  const { files } = await createPipeline({
    ...serviceSpec,
    errorBudgetGate: 'component:default/orders',
  });
  const lockFile = {
    name: 'orders',
    version: '1.2.3',
    lockfileVersion: 3,
    packages: {
      '': { name: 'orders', version: '1.2.3', dependencies: { left: '1.0.0' } },
      'node_modules/left': { version: '1.0.0' },
    },
  };
  for (const file of [
    ...files,
    {
      path: 'package.json',
      content: JSON.stringify(lockFile.packages['']),
    },
    { path: 'package-lock.json', content: JSON.stringify(lockFile) },
    { path: 'build/app.tgz', content: 'a package' },
  ]) {
    await mkdir(dirname(join(folder, file.path)), { recursive: true });
    await writeFile(join(folder, file.path), file.content);
  }
});

afterEach(() => stops.splice(0).forEach(stop => stop()));

afterAll(() => rm(folder, { recursive: true, force: true }));

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  stops.push(() => server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port }: AddressInfo = Object(server.address());
  return `http://127.0.0.1:${port}`;
}

async function run(
  command: string,
  args: string[],
  environment: Record<string, string>,
) {
  return new Promise<{ code: number; output: string }>(resolve => {
    const child = execFile(
      command,
      args,
      {
        cwd: folder,
        env: { ...process.env, NODE_OPTIONS: '', ...environment },
      },
      (_error, stdout, stderr) =>
        resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
}

describe('audit-dependencies.mjs', () => {
  const audit = async (answer: RequestListener) =>
    run('node', ['ci/tools/audit-dependencies.mjs', 'reports/audit.json'], {
      npm_config_registry: await serve(answer),
      npm_config_fetch_retries: '0',
      // npm remembers advisories there.
      npm_config_cache: await mkdtemp(join(folder, 'npm-cache-')),
    });
  const advisories = (severity?: string): RequestListener => {
    const body = severity
      ? {
          left: [
            {
              id: 1,
              url: 'https://example.com/1',
              title: 'A flaw',
              severity,
              vulnerable_versions: '<2.0.0',
              cwe: [],
              cvss: { score: 0, vectorString: null },
            },
          ],
        }
      : {};
    return (request, response) => {
      const known = request.url?.includes('advisories');
      response.writeHead(known ? 200 : 404, {
        'content-type': 'application/json',
      });
      response.end(JSON.stringify(known ? body : {}));
    };
  };

  it('is green when nothing is known against the dependencies', async () => {
    const { code, output } = await audit(advisories());
    expect(output).toContain('0 critical, 0 high');
    expect(code).toBe(0);
  });

  it.each([
    ['critical', 1],
    ['high', 1],
    ['moderate', 0],
  ])('ends a %s vulnerability with %s', async (severity, expected) => {
    const { code, output } = await audit(advisories(severity));
    expect(output).toContain(`1 ${severity}`);
    expect(code).toBe(expected);
  });

  it('does not take an unreachable service for a clean result', async () => {
    const { code, output } = await audit((_request, response) => {
      response.writeHead(405).end();
    });
    expect(output).toContain('no dependency was checked');
    expect(code).toBe(75);
  });
});

describe('check-error-budget.mjs', () => {
  const TOKEN = 'token-of-the-pipelines';
  const check = (
    environment: Record<string, string>,
    args = ['component:default/orders', 'production'],
  ) => run('node', ['ci/tools/check-error-budget.mjs', ...args], environment);
  /** What the portal is asked, and what the script makes of its answer. */
  const ask = async (
    status: number,
    body: unknown,
    environment: Record<string, string> = {},
  ) => {
    const asked: string[] = [];
    const url = await serve((request, response) => {
      asked.push(`${request.url} ${request.headers.authorization}`);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    const result = await check({
      DEVOPS_PORTAL_URL: `${url}/portal/`,
      DEVOPS_PORTAL_TOKEN: TOKEN,
      ...environment,
    });
    expect(result.output).not.toContain(TOKEN);
    return { ...result, asked };
  };
  const reasons = [
    { message: 'availability has 0 % left', remedy: 'Roll back' },
  ];

  it.each([
    ['allow', 0],
    ['slow', 0],
    ['freeze', 1],
  ])('ends the decision %s with %s', async (decision, expected) => {
    const { code, output, asked } = await ask(200, { decision, reasons });
    expect(asked).toEqual([
      `/portal/api/devops/gate?entity=component%3Adefault%2Forders&environment=production Bearer ${TOKEN}`,
    ]);
    expect(output).toContain(
      `${decision}: component:default/orders to production\n- availability has 0 % left. Roll back\n`,
    );
    expect(code).toBe(expected);
  });

  it('fails when the portal refuses, in its words and without the token', async () => {
    const { code, output } = await ask(403, {
      error: { message: `The token ${TOKEN}\nis not for this` },
    });
    expect(output).toContain('answered 403: The token *** is not for this');
    expect(code).toBe(1);
  });

  it.each([
    { problem: 'is down', status: 503, body: { error: { message: 'no' } } },
    { problem: 'has too much to do', status: 429, body: {} },
    { problem: 'answers nonsense', status: 200, body: '<html>' },
  ])(
    'goes on without knowing only when told so: it $problem',
    async ({ status, body }) => {
      expect((await ask(status, body)).code).toBe(3);
      const { code, output } = await ask(status, body, {
        ERROR_BUDGET_WHEN_UNREACHABLE: 'allow',
      });
      expect(output).toContain(
        'does not tell whether component:default/orders',
      );
      expect(code).toBe(0);
    },
  );

  it('says what is missing', async () => {
    expect(await check({}, [])).toMatchObject({ code: 2 });
    expect(await check({ DEVOPS_PORTAL_URL: '' })).toMatchObject({
      code: 2,
      output: expect.stringContaining('DEVOPS_PORTAL_URL is not'),
    });
    const token = await check({
      DEVOPS_PORTAL_URL: 'http://127.0.0.1:1',
      DEVOPS_PORTAL_TOKEN: `${TOKEN}\n`,
    });
    expect(token).toMatchObject({ code: 2 });
    expect(token.output).not.toContain(TOKEN);
  });
});

describe('deploy.sh', () => {
  const deploy = (environment: Record<string, string>, args = ['staging']) =>
    run('sh', ['deploy/deploy.sh', ...args], {
      CI_COMMIT_SHA: '0123456789abcdef',
      DEPLOY_TOKEN: 'test-token',
      ...environment,
    });

  it('uploads the package with its version and revision', async () => {
    const requests: string[] = [];
    const url = await serve((request, response) => {
      requests.push(
        `${request.method} ${request.url} ${request.headers.authorization}`,
      );
      response.writeHead(201).end('{"url":"https://staging/"}');
    });
    const { code, output } = await deploy({ DEPLOY_URL: url });
    expect(requests).toEqual([
      'PUT /api/environments/staging/services/orders?version=1.2.3-01234567&revision=0123456789abcdef Bearer test-token',
    ]);
    expect(output).toContain('{"url":"https://staging/"}');
    expect(output).not.toContain('test-token');
    expect(code).toBe(0);
  });

  it('fails with the reason that the service gives', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(422).end('the process did not become healthy');
    });
    const { code, output } = await deploy({ DEPLOY_URL: url });
    expect(output).toContain('422: the process did not become healthy');
    expect(code).toBe(1);
  });

  it('says what is missing', async () => {
    expect((await deploy({}, [])).output).toContain('usage');
    const { code, output } = await deploy({ DEPLOY_URL: '' });
    expect(output).toContain('DEPLOY_URL');
    expect(code).not.toBe(0);
    expect(
      (await deploy({ DEPLOY_URL: 'http://x', PACKAGE: 'none.tgz' })).output,
    ).toContain('There is no package none.tgz');
  });

  it('passes shellcheck', () => {
    const checked = spawnSync('shellcheck', ['deploy/deploy.sh'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (checked.error && !process.env.CI) {
      process.stderr.write('shellcheck is not installed: not checked\n');
      return;
    }
    expect(checked.stdout).toBe('');
    expect(checked.status).toBe(0);
  });
});
