import { gzipSync } from 'node:zlib';
import { mockServices } from '@backstage/backend-test-utils';
import request from 'supertest';
import {
  component,
  deliver,
  eventually,
  startDevops,
} from '../__testUtils__/startDevops';
import {
  runRecord,
  TestSource,
  WEBHOOK_TOKEN,
} from '../__testUtils__/TestSource';

jest.setTimeout(60_000);

const SECRET_OF_PAYLOAD = 'the-secret-of-the-payload';

describe('hostile webhooks', () => {
  const source = new TestSource();
  const logger = mockServices.rootLogger.mock();
  let backend: Awaited<ReturnType<typeof startDevops>>;

  beforeAll(async () => {
    logger.child.mockReturnValue(logger);
    backend = await startDevops({
      sources: [source],
      entities: [component()],
      config: { devops: { inbox: { maxBodyBytes: 2_500_000 } } },
      features: [logger.factory],
    });
  });

  const stored = async () =>
    (await request(backend.server).get('/api/devops/inbox')).body.items;
  const send = (body: Buffer | string, headers: Record<string, string> = {}) =>
    request(backend.server)
      .post('/api/devops/webhooks/test/lab')
      .set({
        // As JSON, the client would turn bytes into a text of its own.
        'Content-Type': Buffer.isBuffer(body)
          ? 'application/octet-stream'
          : 'application/json',
        'X-Test-Token': WEBHOOK_TOKEN,
        ...headers,
      })
      .send(body);

  it.each<[string, number, () => request.Test]>([
    [
      'a wrong secret',
      401,
      () => send(SECRET_OF_PAYLOAD, { 'X-Test-Token': 'wrong-token' }),
    ],
    [
      'a wrong secret and a large body',
      401,
      () =>
        send(`["${SECRET_OF_PAYLOAD.repeat(20_000)}"]`, {
          'X-Test-Token': 'wrong-token',
        }),
    ],
    [
      'an unknown source',
      404,
      () =>
        deliver(backend, SECRET_OF_PAYLOAD, {
          path: '/api/devops/webhooks/test/x',
        }),
    ],
    ['a body that is too large', 413, () => send('x'.repeat(2_500_001))],
    [
      'a compressed body',
      415,
      () =>
        send(gzipSync(`{"a":"${SECRET_OF_PAYLOAD}"}`), {
          'Content-Encoding': 'gzip',
        }),
    ],
    [
      'an unknown encoding',
      415,
      () => send(SECRET_OF_PAYLOAD, { 'Content-Encoding': 'x-rot13' }),
    ],
    [
      'bytes that are no text',
      400,
      () => send(Buffer.from([0x22, 0xc3, 0x28, 0x22])),
    ],
    [
      'an id that is too long',
      400,
      () => send('{"records":[]}', { 'X-Test-Delivery': 'x'.repeat(256) }),
    ],
  ])('refuses %s with %d and stores nothing', async (_what, status, act) => {
    const answer = await act();
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toEqual(expect.any(String));
    expect(answer.text).not.toContain(SECRET_OF_PAYLOAD);
    expect(answer.text).not.toContain(WEBHOOK_TOKEN);
    expect(await stored()).toEqual([]);
  });

  it('refuses a body without a length that turns out too large', async () => {
    const port = (backend.server.address() as { port: number }).port;
    const answer = await fetch(
      `http://127.0.0.1:${port}/api/devops/webhooks/test/lab`,
      {
        method: 'POST',
        headers: { 'X-Test-Token': WEBHOOK_TOKEN },
        body: new Blob(['x'.repeat(3_000_000)]).stream(),
        duplex: 'half',
      } as RequestInit,
    );
    expect(answer.status).toBe(413);
    expect(await stored()).toEqual([]);
  });

  it('sets aside what is signed and cannot be read, and tells nothing of it', async () => {
    const bodies = [
      `{"records": "${SECRET_OF_PAYLOAD}"`,
      `{"records": "${SECRET_OF_PAYLOAD.repeat(20_000)}`,
      JSON.stringify({
        records: [
          {
            ...runRecord(9),
            ref: SECRET_OF_PAYLOAD,
            createdAt: SECRET_OF_PAYLOAD,
          },
        ],
      }),
      '['.repeat(100_000) + ']'.repeat(100_000),
      '['.repeat(900_000) + ']'.repeat(900_000),
      JSON.stringify({ noise: Array(1_000_001).fill(1) }),
    ];
    for (const body of bodies) {
      expect((await send(body)).status).toBe(202);
    }
    const items = await eventually(stored, all =>
      expect(
        all.filter((item: { state: string }) => item.state === 'parked'),
      ).toHaveLength(bodies.length),
    );
    expect(JSON.stringify(items)).not.toContain(SECRET_OF_PAYLOAD);
    expect(items.map(({ error }: { error: string }) => error)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('nests more than 1000 levels'),
        expect.stringContaining('holds more than 1000000 names and values'),
      ]),
    );
  });

  it('takes a large body in slices beside small ones', async () => {
    const large = {
      records: [runRecord(1)],
      noise: Array.from({ length: 30_000 }, (_, n) => `noise ${n * 7919}`),
    };
    const answers = await Promise.all([
      send(JSON.stringify(large)),
      ...[2, 3, 4].map(n => send(JSON.stringify({ records: [runRecord(n)] }))),
      send(JSON.stringify(large)),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([
      202, 202, 202, 202, 202,
    ]);
    await eventually(stored, all =>
      expect(
        all.filter((item: { state: string }) => item.state === 'applied'),
      ).toHaveLength(5),
    );
  });

  it('has written nothing of it into the log', () => {
    // Of all that was written while the tests before this one ran.
    const logged = [logger.info, logger.warn, logger.error, logger.debug]
      .flatMap(level => level.mock.calls)
      .map(call => JSON.stringify(call))
      .join('\n');
    expect(logged).toContain('could not be applied');
    expect(logged).not.toContain(SECRET_OF_PAYLOAD);
    expect(logged).not.toContain(WEBHOOK_TOKEN);
  });
});
