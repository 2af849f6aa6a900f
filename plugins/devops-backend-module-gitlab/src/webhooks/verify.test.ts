import { createSecretKey } from 'crypto';
import { verifyWebhook } from './verify';

/**
 * The vector of the Standard Webhooks specification, whose scheme GitLab's
 * signing tokens follow.
 */
const VECTOR = {
  key: Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64'),
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1614265330,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

function verify(options: {
  headers?: Record<string, string | string[]>;
  secrets?: string[];
  keys?: Buffer[];
  ageMs?: number;
}) {
  return verifyWebhook(
    {
      headers: {
        'x-gitlab-event': 'Pipeline Hook',
        'webhook-id': VECTOR.id,
        'webhook-timestamp': String(VECTOR.timestamp),
        'webhook-signature': VECTOR.signature,
        ...options.headers,
      },
      rawBody: Buffer.from(VECTOR.body),
      receivedAt: new Date(VECTOR.timestamp * 1000 + (options.ageMs ?? 0)),
    },
    {
      secrets: options.secrets ?? [],
      signingKeys: (options.keys ?? []).map(key => createSecretKey(key)),
    },
  );
}

describe('verifyWebhook', () => {
  it('accepts the published vector', async () => {
    expect(await verify({ keys: [VECTOR.key] })).toEqual({
      event: 'Pipeline Hook',
      deliveryId: VECTOR.id,
    });
  });

  it('accepts one of several signatures with one of several keys', async () => {
    const headers = {
      'webhook-signature': `v1,AAAA v2,BBBB ${VECTOR.signature}`,
    };
    const keys = [Buffer.alloc(32), VECTOR.key];
    expect((await verify({ headers, keys })).deliveryId).toBe(VECTOR.id);
  });

  it.each([5 * 60_000, -5 * 60_000])('takes an age of %d ms', async ageMs => {
    expect((await verify({ keys: [VECTOR.key], ageMs })).deliveryId).toBe(
      VECTOR.id,
    );
  });

  it.each([5 * 60_000 + 1, -5 * 60_000 - 1])(
    'does not take an age of %d ms',
    async ageMs => {
      await expect(verify({ keys: [VECTOR.key], ageMs })).rejects.toThrow(
        /5 minutes/,
      );
    },
  );

  it('does not fall back to the token when the signature is wrong', async () => {
    const headers = {
      'webhook-signature': 'v1,AAAA',
      'x-gitlab-token': 'secret',
    };
    await expect(
      verify({ headers, keys: [VECTOR.key], secrets: ['secret'] }),
    ).rejects.toThrow(/signature of the webhook/);
  });

  it('needs id and time to check a signature', async () => {
    const headers = { 'webhook-timestamp': 'soon' };
    await expect(verify({ headers, keys: [VECTOR.key] })).rejects.toThrow(
      /lacks a valid webhook-id or webhook-timestamp/,
    );
  });

  it('judges by the token where no signing token is configured', async () => {
    const headers = { 'x-gitlab-token': 'secret', 'idempotency-key': 'key-1' };
    expect((await verify({ headers, secrets: ['secret'] })).deliveryId).toBe(
      'key-1',
    );
  });

  it('takes nothing where nothing is configured', async () => {
    const headers = { 'x-gitlab-token': '' };
    await expect(verify({ headers })).rejects.toThrow(/not one of those/);
  });

  it('tells deliveries of an older GitLab apart by event and body', async () => {
    const headers = {
      'x-gitlab-token': 'secret',
      'x-gitlab-event-uuid': '13792a34-cac6-4fda-95a8-c58e00a3954e',
    };
    const { deliveryId } = await verify({ headers, secrets: ['secret'] });
    expect(deliveryId).toMatch(/^13792a34-[0-9a-f-]+:[0-9a-f]{32}$/);
  });

  it('needs the name of the event', async () => {
    const headers = { 'x-gitlab-event': '' };
    await expect(verify({ headers, keys: [VECTOR.key] })).rejects.toThrow(
      /X-Gitlab-Event is missing/,
    );
  });
});
