import { ConfigReader } from '@backstage/config';
import { cloudEvent } from '../__testUtils__/story';
import { readCdeventsConfigs } from '../config';
import type { WebhookVerdict } from '@backstage-devops/plugin-devops-node';
import { createWebhookParser } from '.';

const TOKEN = 'a-token-of-this-test';
const OTHER = 'a-token-of-another-sender';

const [config] = readCdeventsConfigs(
  new ConfigReader({
    devops: {
      providers: {
        cdevents: {
          main: {
            tokens: [
              { name: 'all', token: TOKEN },
              {
                name: 'shop',
                token: OTHER,
                scopes: ['/tekton/**', 'component:shop/*'],
              },
            ],
          },
        },
      },
    },
  }),
);
const parser = createWebhookParser(config);

const STRUCTURED = { 'content-type': 'application/cloudevents+json' };
const BATCH = { 'content-type': 'application/cloudevents-batch+json' };

function verify(
  headers: Record<string, string>,
  body: unknown,
  token: string = TOKEN,
) {
  // Nothing here has to wait.
  return parser.verify({
    headers: { authorization: `Bearer ${token}`, ...headers },
    rawBody: Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body)),
    receivedAt: new Date(0),
  }) as WebhookVerdict;
}

/** Records of what is stored. */
const recordsOf = async (verdict: ReturnType<typeof verify>) => {
  const { records } = await parser.parse({
    event: verdict.event,
    body: JSON.parse(String(verdict.body)),
    receivedAt: new Date(0),
  });
  return records;
};

const { event: type, body: event } = cloudEvent('service.deployed', {
  id: 'e1',
  minute: 0,
  subject: { id: 'cart', content: { environment: { id: 'production' } } },
});
const binary = {
  'ce-specversion': '1.0',
  'ce-id': 'e1',
  'ce-source': '/tekton/shop',
  'ce-type': type,
  'content-type': 'application/json; charset=utf-8',
};

describe('the ways to send an event', () => {
  const structured = verify(STRUCTURED, event);

  it('tells type and sender', () => {
    expect(structured).toMatchObject({ event: type, sender: 'all' });
  });

  it.each([
    ['binary', verify(binary, event.data)],
    ['a batch of one', verify(BATCH, [event])],
    [
      'with its data as bytes',
      verify(STRUCTURED, {
        ...event,
        data: undefined,
        data_base64: Buffer.from(JSON.stringify(event.data)).toString('base64'),
      }),
    ],
    [
      'with the charset of the JSON',
      verify(
        { 'content-type': 'application/cloudevents+json; charset=UTF-8' },
        event,
      ),
    ],
  ])('%s it is the same event', async (_, verdict) => {
    expect(verdict.deliveryId).toBe(structured.deliveryId);
    expect(await recordsOf(verdict)).toEqual(await recordsOf(structured));
  });

  it('decodes attributes that headers cannot hold', () => {
    const encoded = { ...binary, 'ce-source': '/tekton/%C3%A4' };
    expect(JSON.parse(String(verify(encoded, event.data).body))).toEqual([
      expect.objectContaining({ source: '/tekton/ä' }),
    ]);
  });
});

describe('the id of a delivery', () => {
  it('is that of its events, and of nobody else', () => {
    const next = { ...event, id: 'e2' };
    const ids = [
      verify(STRUCTURED, event),
      verify(STRUCTURED, event, OTHER),
      verify(STRUCTURED, next),
      verify(STRUCTURED, { ...event, source: '/tekton/bank' }),
      verify(BATCH, [event, next]),
    ].map(({ deliveryId }) => deliveryId);
    expect(new Set(ids).size).toBe(ids.length);
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
  const withData = (data: object) => ({ ...event, data });

  it.each([
    ['no CloudEvent', {}, event, /^InputError: The request is no CloudEvent/],
    ['no JSON', STRUCTURED, Buffer.from('{'), /no JSON in UTF-8/],
    ['a batch that is none', BATCH, event, /must be a list/],
    [
      'an attribute that is missing',
      BATCH,
      [event, { ...event, id: undefined }],
      /^InputError: \[1\]: no CloudEvent 1\.0: "id"/,
    ],
    [
      'another version',
      STRUCTURED,
      { ...event, specversion: '0.3' },
      /event: no CloudEvent 1\.0: "specversion"/,
    ],
    [
      'a header that is not encoded',
      { ...binary, 'ce-source': '/%zz' },
      event.data,
      /header ce-source/,
    ],
    [
      'an event without context',
      STRUCTURED,
      withData({ subject: event.data.subject }),
      /no CDEvent of type service\.deployed: "context"/,
    ],
    [
      'a deployment to nowhere',
      STRUCTURED,
      withData({ ...event.data, subject: { id: 'cart', content: {} } }),
      /content of the subject: "environment"/,
    ],
    [
      'an event of no time',
      STRUCTURED,
      withData({
        ...event.data,
        context: { ...event.data.context, timestamp: 'yesterday' },
      }),
      /"context\.timestamp" expected an instant/,
    ],
    [
      'an entity that cannot exist',
      STRUCTURED,
      withData({ ...event.data, customData: { entity: 'a b' } }),
      /"customData\.entity" must be an entity reference/,
    ],
  ])('%s', (_, headers, body, message) => {
    expect(refusal(headers, body)).toMatch(message);
  });

  it.each([
    ['its own source', event, 'accepted'],
    [
      'an entity of its own',
      withData({
        ...event.data,
        customData: { entity: 'component:shop/cart' },
      }),
      'accepted',
    ],
    [
      'a foreign entity',
      withData({ ...event.data, customData: { entity: 'ledger' } }),
      "NotAllowedError: event: the token 'shop' may not send events of 'component:default/ledger'; 'scopes' of the token in devops.providers.cdevents.main.tokens says what it may",
    ],
    [
      'a subject of a foreign source',
      withData({
        ...event.data,
        subject: { ...event.data.subject, source: '/jenkins' },
      }),
      expect.stringContaining("may not send events of '/jenkins'"),
    ],
  ])('a restricted token tells of %s', (_, body, expected) => {
    expect(refusal(STRUCTURED, body, OTHER)).toEqual(expected);
  });
});
