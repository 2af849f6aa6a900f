import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { burn, webhook } from './__testUtils__/hooks';
import { AlertmanagerSource } from './AlertmanagerSource';
import { readAlertmanagerInstances } from './config';

const URL_OF_ALERTS = 'http://alertmanager.example.com:9093/api/v2/alerts';
const PASSWORD = 'password-of-the-test';
const NOW = Date.parse('2026-11-02T10:10:00Z');
const SIGNAL = new AbortController().signal;

function createSource(more: JsonObject = {}) {
  const [instance] = readAlertmanagerInstances(
    new ConfigReader({
      devops: {
        alertmanager: {
          instances: [
            {
              id: 'main',
              baseUrl: 'http://alertmanager.example.com:9093/',
              credentials: {
                type: 'basic',
                username: 'portal',
                password: PASSWORD,
              },
              tokens: [{ name: 'am', token: 'a-token-of-this-test' }],
              ...more,
            },
          ],
        },
      },
    }),
  );
  return new AlertmanagerSource({ instance, now: () => NOW });
}

/** What the API tells of an alert. */
const active = {
  ...burn,
  status: { state: 'suppressed', silencedBy: ['1'], inhibitedBy: [] },
  updatedAt: '2026-11-02T10:09:30.000Z',
  receivers: [{ name: 'portal' }],
};

describe('AlertmanagerSource', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  const read = (source = createSource()) =>
    source.alerts!.readAlerts({ signal: SIGNAL });
  const answer = (response: Response) =>
    server.use(http.get(URL_OF_ALERTS, () => response));

  it('reads all alerts by one request, silenced ones too', async () => {
    const asked: Request[] = [];
    server.use(
      http.get(URL_OF_ALERTS, ({ request }) => {
        asked.push(request);
        return HttpResponse.json([active]);
      }),
    );
    expect(await read()).toEqual({
      at: new Date(NOW),
      alerts: [
        {
          type: 'alert',
          scope: 'cart',
          key: `alert:f1d5a0cde7a2b3c4|${Date.parse(burn.startsAt)}`,
          version: {
            generation: 0,
            terminal: false,
            at: Date.parse(active.updatedAt),
          },
          externalId: 'f1d5a0cde7a2b3c4',
          name: 'CartErrorBudgetBurn',
          status: 'firing',
          startedAt: '2026-11-02T10:00:00.123Z',
          severity: 'page',
          environment: 'production',
          summary: 'cart availability burns its error budget too fast',
          labels: burn.labels,
          runbookUrl: 'https://runbooks.example.com/burn',
          url: burn.generatorURL,
        },
      ],
    });
    expect(asked).toHaveLength(1);
    expect(new URL(asked[0].url).searchParams.get('silenced')).toBe('true');
    expect(asked[0].headers.get('authorization')).toMatch(/^Basic /);
  });

  it('cuts a label that is longer than anybody reads', async () => {
    const labels = { ...burn.labels, query: 'x'.repeat(1_000_000) };
    answer(HttpResponse.json([{ ...active, labels }]));
    const [alert] = (await read()).alerts;
    expect(alert.labels?.query).toMatch(/^x{2048}$/);
    expect(alert.labels?.sloth_id).toBe('cart-availability');
  });

  it('tells the alerts of webhook and API by the same key', async () => {
    answer(HttpResponse.json([active]));
    const source = createSource();
    const { records } = await source.webhooks!.parse({
      event: 'alerts',
      body: webhook(burn),
      receivedAt: new Date(NOW),
    });
    expect(records.map(({ key }) => key)).toEqual(
      (await read(source)).alerts.map(({ key }) => key),
    );
  });

  it.each<[string, JsonObject, string]>([
    ['the first label', { service: 'till', team: 'shop' }, 'till'],
    [
      'a label that refers to an entity',
      { backstage_entity: 'component:default/till', service: 'x' },
      'component:default/till',
    ],
    ['no label', { job: 'node' }, 'unassigned'],
  ])('knows whose it is by %s', async (_, labels, scope) => {
    answer(HttpResponse.json([{ ...active, labels }]));
    const [alert] = (await read()).alerts;
    expect(alert.scope).toBe(scope);
  });

  it('goes by the labels of the configuration', async () => {
    answer(HttpResponse.json([{ ...active, labels: { app_name: 'till' } }]));
    const source = createSource({
      serviceLabels: ['app_name'],
      environment: 'staging',
    });
    expect((await read(source)).alerts).toEqual([
      expect.objectContaining({ scope: 'till', environment: 'staging' }),
    ]);
  });

  it.each<[string, () => Response, RegExp]>([
    [
      'a refusal',
      () => HttpResponse.json(`wrong ${PASSWORD}`, { status: 401 }),
      /answered 401 .*: wrong \*\*\*; set valid credentials in devops\.alertmanager\.instances\[0\]\.credentials/,
    ],
    [
      'another path',
      () => HttpResponse.text('not found', { status: 404 }),
      /check devops\.alertmanager\.instances\[0\]\.baseUrl: it ends before \/api\/v2/,
    ],
    [
      'a login page',
      () => HttpResponse.html('<html></html>'),
      /something that is no JSON; check that .*baseUrl leads to its API/,
    ],
    [
      'something else',
      () => HttpResponse.json([{ labels: {} }]),
      /The answer of Alertmanager: 0\.startsAt: /,
    ],
    [
      'an outage',
      () =>
        HttpResponse.json({ code: 503, message: 'starting' }, { status: 503 }),
      /answered 503 .*: starting; check that the server is healthy/,
    ],
    [
      'no answer',
      () => HttpResponse.error(),
      /did not answer .*check that it runs/,
    ],
  ])(
    'says what to do about %s, without a secret',
    async (_, response, words) => {
      answer(response());
      const error: Error = await read().then(
        () => new Error('nothing'),
        thrown => thrown,
      );
      expect(error.message).toMatch(words);
      expect(error.message).not.toContain(PASSWORD);
    },
  );

  it('takes alerts of the services alone that a token may send', async () => {
    const source = createSource({
      tokens: [
        { name: 'am', token: 'a-token-of-this-test', services: ['till*'] },
      ],
    });
    const verify = async (service: string) =>
      source.webhooks!.verify({
        headers: { authorization: 'Bearer a-token-of-this-test' },
        rawBody: Buffer.from(
          JSON.stringify(webhook({ ...burn, labels: { service } })),
        ),
        receivedAt: new Date(NOW),
      });
    await expect(verify('till-2')).resolves.toMatchObject({ sender: 'am' });
    await expect(verify('cart')).rejects.toThrow(
      "The token 'am' may not send alerts of 'cart'",
    );
  });

  it('has the doors that are configured', () => {
    expect(createSource()).toMatchObject({
      id: 'alertmanager-main',
      alerts: { intervalMs: 60_000 },
    });
    const [instance] = readAlertmanagerInstances(
      new ConfigReader({
        devops: {
          alertmanager: {
            instances: [{ id: 'x', baseUrl: 'http://am:9093' }],
          },
        },
      }),
    );
    const source = new AlertmanagerSource({ instance });
    expect(source.webhooks).toBeUndefined();
    expect(source.alerts).toBeDefined();
  });

  it.each<[string, JsonObject, RegExp]>([
    ['no door', { id: 'x' }, /needs baseUrl to read alerts, or tokens/],
    ['an id of other letters', { id: 'X' }, /\[0\]\.id must be of lower-case/],
    [
      'an address that is none',
      { id: 'x', baseUrl: 'am:9093' },
      /\[0\]\.baseUrl must be an address such as/,
    ],
    [
      'an address with a password',
      { id: 'x', baseUrl: `http://u:${PASSWORD}@am` },
      /must hold no credentials/,
    ],
    [
      'a label that is none',
      { id: 'x', baseUrl: 'http://am', serviceLabels: ['a-b'] },
      /\[0\]\.serviceLabels must be names of labels/,
    ],
    [
      'a hurry',
      { id: 'x', baseUrl: 'http://am', refreshInterval: '1s' },
      /refreshInterval must be at least five seconds/,
    ],
  ])('refuses %s', (_, instance, words) => {
    const error = (() => {
      try {
        readAlertmanagerInstances(
          new ConfigReader({
            devops: { alertmanager: { instances: [instance] } },
          }),
        );
      } catch (thrown) {
        return thrown as Error;
      }
      return new Error('accepted');
    })();
    expect(error.message).toMatch(words);
    expect(error.message).not.toContain(PASSWORD);
  });
});
