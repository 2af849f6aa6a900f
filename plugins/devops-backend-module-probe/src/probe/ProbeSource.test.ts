import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import type {
  MeasurementRecord,
  MeasurementTarget,
} from '@backstage-devops/plugin-devops-node';
import { HostAllowList } from './HostAllowList';
import { ProbeSource } from './ProbeSource';
import type { ProbeConfig } from './readProbeConfig';

describe('ProbeSource', () => {
  const servers: Server[] = [];

  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    }
  });

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve()),
    );
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  function createSource(
    allowed: string[],
    options: Partial<ProbeConfig> & { fetch?: typeof fetch } = {},
  ) {
    const logger = mockServices.logger.mock();
    const { fetch: fetchApi, ...config } = options;
    const source = new ProbeSource({
      logger,
      fetch: fetchApi,
      config: {
        intervalMs: 15_000,
        timeoutMs: 2_000,
        retentionMs: 60_000,
        expectedStatus: [200],
        concurrency: 4,
        allowedHosts: HostAllowList.parse(allowed, 'allowedHosts'),
        ...config,
      },
    });
    return { source, logger };
  }

  async function measure(
    source: ProbeSource,
    targets: MeasurementTarget[],
    signal = new AbortController().signal,
  ) {
    const batches: MeasurementRecord[][] = [];
    await source.measure({
      targets,
      signal,
      emit: async records => {
        batches.push(records);
      },
    });
    return { batches, records: batches.flat() };
  }

  function target(
    url: string,
    rest: Partial<MeasurementTarget> = {},
  ): MeasurementTarget {
    return {
      entityRef: 'component:default/shop',
      environment: 'staging',
      url,
      ...rest,
    };
  }

  it('asks the health path below the path of the environment', async () => {
    const asked: unknown[] = [];
    const host = await serve((req, res) => {
      asked.push([req.method, req.url, req.headers.authorization]);
      res.end('fine');
    });
    const { source } = createSource([host]);
    const before = Date.now();

    const { records } = await measure(source, [
      target(`http://${host}/staging/shop`),
      target(`http://${host}/staging/shop/`, {
        environment: 'production',
        healthPath: 'live?full=1',
      }),
    ]);

    expect(asked).toEqual(
      expect.arrayContaining([
        ['GET', '/staging/shop/healthz', undefined],
        ['GET', '/staging/shop/live?full=1', undefined],
      ]),
    );
    expect(records).toHaveLength(2);
    for (const record of records) {
      expect(record).toMatchObject({
        entityRef: 'component:default/shop',
        check: 'health',
        ok: true,
      });
      expect(record.reason).toBeUndefined();
      expect(record.at).toBeGreaterThanOrEqual(before);
      expect(record.latencyMs).toBeGreaterThan(0);
      expect(record.latencyMs).toBeLessThan(2_000);
    }
  });

  it('reports a wrong status, and accepts it once it is expected', async () => {
    const host = await serve((_, res) => {
      res.statusCode = 500;
      res.end();
    });
    const url = `http://${host}`;

    const strict = await measure(createSource([host]).source, [target(url)]);
    expect(strict.records).toEqual([
      expect.objectContaining({ ok: false, reason: 'status 500' }),
    ]);

    const { source } = createSource([host], { expectedStatus: [200, 500] });
    const lenient = await measure(source, [target(url)]);
    expect(lenient.records).toEqual([expect.objectContaining({ ok: true })]);
  });

  it('gives up on a service that does not answer in time', async () => {
    const host = await serve(() => {});
    const { source } = createSource([host], { timeoutMs: 100 });

    const { records } = await measure(source, [target(`http://${host}`)]);

    expect(records).toEqual([
      expect.objectContaining({
        ok: false,
        reason: 'no answer within 100 ms',
      }),
    ]);
    expect(records[0].latencyMs).toBeGreaterThanOrEqual(95);
  });

  it('measures how long the answer took', async () => {
    const host = await serve((_, res) => {
      setTimeout(() => res.end(), 80);
    });
    const { source } = createSource([host]);

    const { records } = await measure(source, [target(`http://${host}`)]);

    expect(records[0].ok).toBe(true);
    expect(records[0].latencyMs).toBeGreaterThanOrEqual(75);
  });

  it('reports a closed port', async () => {
    const host = await serve(() => {});
    const server = servers.pop()!;
    await new Promise(resolve => server.close(resolve));

    const { records } = await measure(createSource([host]).source, [
      target(`http://${host}`),
    ]);

    expect(records).toEqual([
      expect.objectContaining({ ok: false, reason: 'connection refused' }),
    ]);
  });

  it('does not follow a redirect', async () => {
    let visits = 0;
    const elsewhere = await serve((_, res) => {
      visits += 1;
      res.end();
    });
    const host = await serve((_, res) => {
      res.writeHead(302, { location: `http://${elsewhere}/` }).end();
    });

    const strict = createSource([host, elsewhere]).source;
    const { records } = await measure(strict, [target(`http://${host}`)]);
    expect(records).toEqual([
      expect.objectContaining({ ok: false, reason: 'status 302' }),
    ]);

    const lenient = createSource([host, elsewhere], { expectedStatus: [302] });
    const again = await measure(lenient.source, [target(`http://${host}`)]);
    expect(again.records).toEqual([expect.objectContaining({ ok: true })]);
    expect(visits).toBe(0);
  });

  it('does not read an endless body', async () => {
    let sent = 0;
    let closed: () => void;
    const disconnected = new Promise<void>(resolve => {
      closed = resolve;
    });
    const host = await serve((_, res) => {
      const chunk = Buffer.alloc(64 * 1024);
      const write = () => {
        while (!res.destroyed && res.write(chunk)) {
          sent += chunk.length;
        }
      };
      res.on('drain', write).on('close', closed);
      write();
    });

    const { records } = await measure(createSource([host]).source, [
      target(`http://${host}`),
    ]);
    await disconnected;

    expect(records[0].ok).toBe(true);
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  it.each([
    [
      'http://other.example.com',
      'the host other.example.com is not in devops.providers.probe.allowedHosts',
    ],
    [
      'http://example.com',
      'the host example.com is not in devops.providers.probe.allowedHosts',
    ],
    [
      'http://a.example.com.evil.test',
      'the host a.example.com.evil.test is not in devops.providers.probe.allowedHosts',
    ],
    [
      'http://a.wild.example.com:8080',
      'the host a.wild.example.com:8080 is not in devops.providers.probe.allowedHosts',
    ],
    ['file:///etc/passwd', 'the scheme file: is not http or https'],
    [
      'http://user:secret@shop.example.com',
      'the URL of the environment carries credentials',
    ],
    ['shop', 'the environment has no valid URL'],
  ])('never contacts %s', async (url, reason) => {
    const fetchApi = jest.fn<
      ReturnType<typeof fetch>,
      Parameters<typeof fetch>
    >();
    const { source, logger } = createSource(
      ['shop.example.com', '*.wild.example.com'],
      { fetch: fetchApi },
    );

    const first = await measure(source, [target(url)]);
    const second = await measure(source, [target(url)]);

    expect([...first.batches, ...second.batches]).toEqual([]);
    expect(fetchApi).not.toHaveBeenCalled();
    expect(source.refuses(target(url))).toBe(reason);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(expect.stringContaining(reason));
  });

  it.each(['/../admin', '/%2e%2e/admin', '\\..\\admin', './../../admin'])(
    'does not let the health path %s leave the environment',
    healthPath => {
      const { source } = createSource(['shop.example.com']);
      expect(
        source.refuses(
          target('https://shop.example.com/staging/shop', { healthPath }),
        ),
      ).toBe('the health path leads out of the environment');
    },
  );

  it.each(['//evil.test/', 'http://evil.test/', '@evil.test', ':81/'])(
    'keeps the host whatever the health path %s says',
    async healthPath => {
      const asked: string[] = [];
      const { source } = createSource(['shop.example.com'], {
        fetch: async input => {
          asked.push(new URL(String(input)).host);
          return new Response();
        },
      });
      await measure(source, [
        target('https://shop.example.com', { healthPath }),
      ]);
      expect(asked).toEqual(['shop.example.com']);
    },
  );

  it('stops when it is told to, and reports nothing that it cut off', async () => {
    const controller = new AbortController();
    const host = await serve(() => controller.abort());
    const { source } = createSource([host], { concurrency: 1 });

    const { records } = await measure(
      source,
      [target(`http://${host}/a`), target(`http://${host}/b`)],
      controller.signal,
    );

    expect(records).toEqual([]);
  });

  it('runs as many checks at once as configured, and every target once', async () => {
    let running = 0;
    let most = 0;
    const asked: string[] = [];
    const { source } = createSource(['shop.example.com'], {
      concurrency: 3,
      fetch: async input => {
        running += 1;
        most = Math.max(most, running);
        asked.push(new URL(String(input)).pathname);
        await new Promise(resolve => setTimeout(resolve, 1));
        running -= 1;
        return new Response();
      },
    });
    const targets = Array.from({ length: 250 }, (_, i) =>
      target(`https://shop.example.com/${i}`),
    );

    const { records, batches } = await measure(source, targets);

    expect(most).toBe(3);
    expect(new Set(asked).size).toBe(250);
    expect(records).toHaveLength(250);
    expect(Math.max(...batches.map(batch => batch.length))).toBe(100);
  });
});
