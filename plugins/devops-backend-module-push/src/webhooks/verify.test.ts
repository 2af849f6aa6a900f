import { ConfigReader } from '@backstage/config';
import { readPushConfigs } from '../config';
import type { WebhookVerdict } from '@backstage-devops/plugin-devops-node';
import { createWebhookParser } from '.';

const TOKEN = 'a-token-of-this-test';
const OTHER = 'a-token-of-another-sender';

const [config] = readPushConfigs(
  new ConfigReader({
    devops: {
      providers: {
        push: {
          ci: {
            tokens: [
              { name: 'all', token: TOKEN },
              {
                name: 'shop',
                token: OTHER,
                entities: ['cart', 'component:shop/*'],
              },
            ],
          },
        },
      },
    },
  }),
);
const parser = createWebhookParser(config);

function verify(
  body: unknown,
  options: { token?: string; type?: string; key?: string } = {},
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  // Nothing here has to wait.
  return parser.verify({
    headers: {
      authorization: `Bearer ${options.token ?? TOKEN}`,
      'content-type': options.type ?? 'application/json; charset=utf-8',
      'idempotency-key': options.key,
    },
    rawBody: Buffer.isBuffer(body) ? body : Buffer.from(text),
    receivedAt: new Date(0),
  }) as WebhookVerdict;
}

const deployment = {
  type: 'deployment',
  id: '1',
  entity: 'cart',
  environment: 'production',
  outcome: 'success',
  finishedAt: '2026-03-02T10:00:00Z',
};
const incident = {
  type: 'incident',
  id: '1',
  entity: 'component:shop/till',
  startedAt: '2026-03-02T10:00:00Z',
};

describe('what is taken', () => {
  it('names the event after its type, and the sender after its token', () => {
    expect(verify(deployment)).toEqual({ event: 'deployment', sender: 'all' });
    expect(verify([deployment, deployment], { token: OTHER })).toEqual({
      event: 'deployment',
      sender: 'shop',
    });
    expect(verify([deployment, incident]).event).toBe('events');
    expect(verify([]).event).toBe('events');
  });

  it.each(['application/x-ndjson', 'application/jsonl; charset=utf-8'])(
    'stores the lines of %s as a list',
    async type => {
      const lines = `\uFEFF${JSON.stringify(deployment)}\r\n\n${JSON.stringify(incident)}\n`;
      const { body, event } = verify(lines, { type });
      expect(event).toBe('events');
      expect(JSON.parse(String(body))).toEqual([deployment, incident]);
      const { records } = await parser.parse({
        event,
        body: JSON.parse(String(body)),
        receivedAt: new Date(0),
      });
      expect(records.map(({ key }) => key)).toEqual([
        'deployment:component:default/cart:1',
        'incident:component:shop/till:1',
      ]);
    },
  );
});

describe('the id of a delivery', () => {
  const id = (options: Parameters<typeof verify>[1], body: object = incident) =>
    verify(body, options).deliveryId;

  it('is the same for a repetition, and for nothing else', () => {
    expect(id({})).toBeUndefined();
    expect(id({ key: 'k1' })).toBe(id({ key: 'k1' }));
    const different = [
      id({ key: 'k1' }),
      id({ key: 'k2' }),
      id({ key: 'k1', token: OTHER }),
      id({ key: 'k1' }, [incident]),
    ];
    expect(new Set(different).size).toBe(different.length);
  });

  it('has a limit', () => {
    expect(() => id({ key: 'k'.repeat(201) })).toThrow(/Idempotency-Key/);
    expect(id({ key: 'k'.repeat(200) })?.length).toBeLessThanOrEqual(255);
  });
});

describe('what is refused', () => {
  const refusal = (...request: Parameters<typeof verify>) => {
    try {
      verify(...request);
    } catch (error) {
      return `${(error as Error).name}: ${(error as Error).message}`;
    }
    return 'accepted';
  };

  it.each([
    ['no JSON', '{"type":', /^InputError: The body is no JSON/],
    ['no event', '"x"', /event: must be an object with a "type"/],
    ['nothing', '', /The body is no JSON/],
    ['no text', Buffer.from([0x7b, 0xff]), /not encoded in UTF-8/],
    [
      'several entries',
      [deployment, { ...deployment, outcome: 'done' }, { type: 'x' }],
      /^InputError: \[1\]: "outcome" must be .*\n\[2\]: "type" must be/,
    ],
    [
      'a link that is none',
      { ...deployment, url: 'data:text/html,x' },
      /event: "url" must be an address that starts with http/,
    ],
    [
      'an entity that cannot exist',
      { ...deployment, entity: 'a b' },
      /event: "entity" must be an entity reference/,
    ],
    [
      'an id that is too long',
      { ...deployment, id: 'x'.repeat(256) },
      /"id" is too long: at most 255/,
    ],
    [
      'what a database cannot store',
      { ...incident, title: 'a\u0000b' },
      /"title" contains the character NUL/,
    ],
    [
      'a commit that is too long',
      {
        type: 'change',
        id: '1',
        entity: 'cart',
        commits: ['c0ffee1', { sha: 'x'.repeat(256) }],
      },
      /"commits\[1\]\.sha" is too long/,
    ],
    [
      'an end before the epoch',
      { ...deployment, finishedAt: '1969-12-31T23:59:59Z' },
      /"finishedAt" must be an instant from 1970/,
    ],
    [
      'attempts without number',
      { ...deployment, attempt: 1e9 },
      /"attempt" must be at most/,
    ],
    [
      'a job of nobody',
      { type: 'job', id: '1', run: '7', name: 'test', status: 'running' },
      /event: "entity" is missing.*its run is not part of the request/,
    ],
    [
      'a range of nobody',
      { type: 'range', from: 'a', to: 'b', commits: [] },
      /event: "entity" is missing.*no event of the request names one/,
    ],
  ])('%s', (_, body, message) => {
    expect(refusal(body)).toMatch(message);
  });

  it('a line, by its number', () => {
    const type = 'application/x-ndjson';
    const good = JSON.stringify(deployment);
    expect(refusal(`${good}\n\n{"type"`, { type })).toBe(
      'InputError: line 3: is no JSON: write one object in each line',
    );
    expect(refusal(`${good}\n{"type":"run"}`, { type })).toMatch(
      /^InputError: line 2: "id" is missing/,
    );
  });

  it('an entity that the token may not write, wherever it stands', () => {
    expect(refusal([incident, deployment], { token: OTHER })).toBe('accepted');
    const foreign = { ...incident, entity: 'Component:Bank/ledger' };
    expect(refusal([incident, foreign], { token: OTHER })).toBe(
      "NotAllowedError: [1]: the token 'shop' may not write 'component:bank/ledger'; 'entities' of the token in devops.providers.push.ci.tokens says what it may",
    );
    expect(refusal([incident, foreign])).toBe('accepted');
  });
});
