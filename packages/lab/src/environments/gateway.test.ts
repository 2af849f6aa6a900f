import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { create } from 'tar';
import { TestLab } from '../testing/startTestLab';

const server = `
const http = require('http');
if (process.env.VERSION === 'broken') { console.error('no database'); process.exit(3); }
http.createServer((request, response) => {
  response.end(process.env.ENVIRONMENT + ' ' + process.env.VERSION);
}).listen(process.env.PORT, process.env.HOST);
`;

describe('environments', () => {
  let home: string;
  let work: string;
  let lab: TestLab;

  const api = () => `${lab.config.environmentsUrl}/api/environments`;
  const serviceUrl = () => `${lab.config.environmentsUrl}/staging/tea/`;
  const pack = async () => {
    const file = join(work, 'app.tgz');
    await create({ gzip: true, cwd: join(work, 'app'), file }, ['.']);
    return file;
  };
  const deploy = async (
    version: string,
    options: { token?: string; body?: BodyInit } = {},
  ) => {
    return fetch(`${api()}/staging/services/tea?version=${version}`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${options.token ?? lab.config.deployToken}`,
      },
      body: options.body ?? (await readFile(await pack())),
    });
  };
  const served = async () => (await fetch(serviceUrl())).text();

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'devops-lab-home-'));
    work = await mkdtemp(join(tmpdir(), 'devops-lab-work-'));
    await mkdir(join(work, 'app/src'), { recursive: true });
    await writeFile(join(work, 'app/src/server.js'), server);
    lab = await TestLab.start({ home });
  });

  afterAll(async () => {
    await lab.stop();
    await rm(home, { recursive: true, force: true });
    await rm(work, { recursive: true, force: true });
  });

  it('refuses a deployment without the deploy token', async () => {
    expect((await deploy('1.0.0', { token: 'wrong' })).status).toBe(401);
    expect((await fetch(serviceUrl())).status).toBe(404);
  });

  it('starts a release and switches to the next one', async () => {
    const first = await deploy('1.0.0');
    expect(first.status).toBe(201);
    expect(await first.json()).toMatchObject({ url: serviceUrl() });
    expect(await served()).toBe('staging 1.0.0');
    expect((await deploy('1.1.0')).status).toBe(201);
    expect(await served()).toBe('staging 1.1.0');
  });

  it('keeps the running release when the new one is not healthy', async () => {
    const response = await deploy('broken');
    expect(response.status).toBe(500);
    expect(await response.text()).toMatch(
      /did not become healthy in staging: it ended with exit code 3[^]*no database/,
    );
    expect(await served()).toBe('staging 1.1.0');
  });

  it('refuses what is no tarball and what would leave its folder', async () => {
    const noise = await deploy('2.0.0', { body: 'not a tarball' });
    expect(noise.status).toBe(400);

    await symlink('/etc', join(work, 'app/escape'));
    const linked = await deploy('2.0.0');
    await rm(join(work, 'app/escape'));
    expect(linked.status).toBe(400);
    expect(await linked.text()).toContain('escape');
    expect(await served()).toBe('staging 1.1.0');
  });

  it('injects faults into the share of requests it is told, metrics excepted', async () => {
    const fault = `${api()}/staging/services/tea/fault`;
    const refused = await fetch(fault, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ errorRate: 2 }),
    });
    expect(refused.status).toBe(400);
    await fetch(fault, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ errorRate: 0.5 }),
    });
    const codes = [];
    for (let i = 0; i < 10; i++) {
      codes.push((await fetch(serviceUrl())).status);
    }
    expect(codes.filter(code => code === 503)).toHaveLength(5);
    for (let i = 0; i < 3; i++) {
      expect((await fetch(`${serviceUrl()}metrics`)).status).toBe(200);
    }

    await fetch(fault, { method: 'DELETE' });
    expect((await fetch(serviceUrl())).status).toBe(200);

    const metrics = await fetch(`${lab.config.environmentsUrl}/metrics`);
    expect(await metrics.text()).toContain(
      'gateway_requests_total{environment="staging",service="tea",code="503"} 5\n',
    );
  });

  it('delays requests when told to', async () => {
    const fault = `${api()}/staging/services/tea/fault`;
    await fetch(fault, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ latencyMs: 300 }),
    });
    const before = Date.now();
    await served();
    expect(Date.now() - before).toBeGreaterThanOrEqual(290);
    await fetch(fault, { method: 'DELETE' });
  });

  it('brings services and projects back after a restart', async () => {
    await lab.createProject('tea', { 'README.md': 'Tea\n' });
    await lab.stop();
    await expect(fetch(serviceUrl())).rejects.toThrow();

    lab = await TestLab.start({ home });

    expect(await served()).toBe('staging 1.1.0');
    expect(await lab.api('/projects/shop%2Ftea')).toMatchObject({
      default_branch: 'main',
    });
  });
});
