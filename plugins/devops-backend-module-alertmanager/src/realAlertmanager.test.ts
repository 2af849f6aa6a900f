import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import type { AlertRecord } from '@backstage-devops/plugin-devops-node';
import { AlertmanagerSource } from './AlertmanagerSource';
import { readAlertmanagerInstances } from './config';

jest.setTimeout(120_000);

const PROGRAM = 'prometheus-alertmanager';
const TOKEN = 'token-of-the-real-one';
const isInstalled = spawnSync(PROGRAM, ['--version']).status === 0;
if (!isInstalled && process.env.CI === 'true') {
  throw new Error(`${PROGRAM} is not installed`);
}

(isInstalled ? describe : describe.skip)('a real Alertmanager', () => {
  let folder: string;
  let child: ChildProcess;
  let url: string;
  let source: AlertmanagerSource;
  const startsAt = new Date(Date.now() - 90_000).toISOString();
  const received: AlertRecord[] = [];
  const door = createHttpServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const { headers } = request;
    const rawBody = Buffer.concat(chunks);
    const receivedAt = new Date();
    const { event } = await source.webhooks!.verify({
      headers,
      rawBody,
      receivedAt,
    });
    const { records } = await source.webhooks!.parse({
      event,
      body: JSON.parse(rawBody.toString()),
      receivedAt,
    });
    received.push(...(records as AlertRecord[]));
    response.end();
  });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'real-alertmanager-'));
    writeFileSync(
      join(folder, 'alertmanager.yml'),
      `route: { receiver: portal, group_by: [...], group_wait: 100ms, group_interval: 1s }
receivers:
  - name: portal
    webhook_configs:
      - url: http://127.0.0.1:${await listen(door)}/
        http_config: { authorization: { credentials: ${TOKEN} } }
`,
    );
    url = `http://127.0.0.1:${await freePort()}`;
    child = spawn(
      PROGRAM,
      [
        `--config.file=${join(folder, 'alertmanager.yml')}`,
        `--storage.path=${join(folder, 'data')}`,
        `--web.listen-address=${new URL(url).host}`,
        '--cluster.listen-address=',
      ],
      { stdio: 'ignore' },
    );
    await until(async () => (await fetch(`${url}/-/ready`)).ok);
    const [instance] = readAlertmanagerInstances(
      new ConfigReader({
        devops: {
          alertmanager: {
            instances: [
              {
                id: 'real',
                baseUrl: url,
                tokens: [{ name: 'real', token: TOKEN }],
              },
            ],
          },
        },
      }),
    );
    source = new AlertmanagerSource({ instance });
  });

  afterAll(async () => {
    child.kill('SIGKILL');
    door.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** As Prometheus tells it. */
  async function tell(endsAt?: Date) {
    const answer = await fetch(`${url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([
        {
          labels: { alertname: 'Burn', service: 'cart', severity: 'critical' },
          annotations: {
            summary: 'burns',
            runbook_url: 'https://rb.example/1',
          },
          startsAt,
          ...(endsAt && { endsAt: endsAt.toISOString() }),
        },
      ]),
    });
    expect(answer.status).toBe(200);
  }

  it('tells the same by webhook and by its API, until the alert ends', async () => {
    await tell();
    await until(async () => received.length > 0);
    const { alerts } = await source.alerts!.readAlerts({
      signal: new AbortController().signal,
    });
    expect(alerts).toEqual([
      expect.objectContaining({
        scope: 'cart',
        name: 'Burn',
        status: 'firing',
        severity: 'critical',
        summary: 'burns',
        runbookUrl: 'https://rb.example/1',
        key: received[0].key,
        startedAt: received[0].startedAt,
      }),
    ]);

    received.length = 0;
    await tell(new Date());
    await until(async () => received.length > 0);
    expect(received[0]).toMatchObject({
      key: alerts[0].key,
      status: 'resolved',
      version: { terminal: true },
      endedAt: expect.any(String),
    });
    expect(
      await source.alerts!.readAlerts({ signal: new AbortController().signal }),
    ).toMatchObject({ alerts: [] });
  });
});

async function until(check: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await check().catch(() => false))) {
    if (Date.now() > deadline) {
      throw new Error('It did not happen within a minute');
    }
    await new Promise(done => setTimeout(done, 100));
  }
}

function listen(server: Server): Promise<number> {
  return new Promise(done =>
    server.listen(0, '127.0.0.1', () =>
      done((server.address() as AddressInfo).port),
    ),
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise(done => server.close(done));
  return port;
}
