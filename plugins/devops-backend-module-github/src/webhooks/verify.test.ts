import { sign } from '@octokit/webhooks-methods';
import { verifyWebhook } from './verify';

/** The vector of GitHub's documentation on validating deliveries. */
const VECTOR = {
  secret: "It's a Secret to Everybody",
  body: 'Hello, World!',
  signature:
    'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
};

function verify(options: {
  headers?: Record<string, string | string[] | undefined>;
  secrets?: string[];
  body?: Buffer;
}) {
  return verifyWebhook(
    {
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'ping',
        'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
        'x-hub-signature-256': VECTOR.signature,
        ...options.headers,
      },
      rawBody: options.body ?? Buffer.from(VECTOR.body),
      receivedAt: new Date(),
    },
    { secrets: options.secrets ?? [VECTOR.secret] },
  );
}

describe('verifyWebhook', () => {
  it('accepts the published vector', async () => {
    expect(await verify({})).toEqual({
      event: 'ping',
      deliveryId: '72d3162e-cc78-11e3-81ab-4c9367dc0958',
    });
  });

  it('accepts any of the secrets that are in use', async () => {
    expect((await verify({ secrets: ['new', VECTOR.secret] })).event).toBe(
      'ping',
    );
  });

  it('signs bytes, not characters', async () => {
    const body = Buffer.from('{ "name": "Zoë ☕" }\n');
    const signature = await sign('secret', body.toString());
    const headers = { 'x-hub-signature-256': signature };
    const verdict = await verify({ headers, body, secrets: ['secret'] });
    expect(verdict.event).toBe('ping');
  });

  it.each([
    ['another secret', { secrets: ['other'] }],
    ['another body', { body: Buffer.from('Hello, World') }],
    ['no signature', { headers: { 'x-hub-signature-256': undefined } }],
    [
      'the old kind of signature alone',
      {
        headers: {
          'x-hub-signature-256': undefined,
          'x-hub-signature': 'sha1=4c4b3e7a1d3c3a4e0c6a6b1bd2b8f7cf6bbf3a5d',
        },
      },
    ],
    ['no secret', { secrets: [] }],
  ])('refuses %s', async (_, options) => {
    await expect(verify(options)).rejects.toMatchObject({
      name: 'AuthenticationError',
    });
  });

  it('tells how to send JSON instead of a form', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    await expect(verify({ headers })).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('Content type: application/json'),
    });
  });

  it('tells it only to somebody who knows the secret', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    await expect(verify({ headers, secrets: ['other'] })).rejects.toMatchObject(
      { name: 'AuthenticationError' },
    );
  });

  it('needs the name of the event', async () => {
    await expect(
      verify({ headers: { 'x-github-event': undefined } }),
    ).rejects.toThrow(/X-GitHub-Event is missing/);
  });
});
