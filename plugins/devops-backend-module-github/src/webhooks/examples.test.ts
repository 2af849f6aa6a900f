import { sign } from '@octokit/webhooks-methods';
import examples from '@octokit/webhooks-examples';
import { expectRecord } from '@backstage-devops/plugin-devops-node/testUtils';
import { createWebhookParser } from '.';

const secret = 'a-secret-of-this-test';
const parser = createWebhookParser({ secrets: [secret] });

/** Every payload that GitHub's community has collected, with its event. */
const all = examples.flatMap(({ name, examples: payloads }) =>
  payloads.map(body => ({ event: name as string, body })),
);
/** Titles only: jest would write out whole payloads. */
const titles = all.map(({ event }, index) => [event, index] as const);
const CONCERNS_US = [
  'workflow_run',
  'workflow_job',
  'deployment',
  'deployment_status',
  'pull_request',
  'pull_request_review',
];

describe('published examples of webhooks', () => {
  it('are many', () => {
    expect(all.length).toBeGreaterThan(300);
  });

  it.each(titles)('reads %s, number %d', async (event, index) => {
    const { body } = all[index];
    const rawBody = Buffer.from(JSON.stringify(body));
    const request = {
      headers: {
        'content-type': 'application/json',
        'x-github-event': event,
        'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
        'x-hub-signature-256': await sign(secret, rawBody.toString()),
      },
      rawBody,
      receivedAt: new Date(),
    };
    expect((await parser.verify(request)).event).toBe(event);

    const { records } = await parser.parse({
      event,
      body,
      receivedAt: new Date(),
    });

    records.forEach(expectRecord);
    expect(records.length > 0).toBe(CONCERNS_US.includes(event));
  });
});
