import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { HttpResponse } from 'msw';
import {
  BASE_URL,
  FakePrometheus,
  objective,
  sample,
  together,
} from './__testUtils__/FakePrometheus';
import { readPrometheusInstances } from './config';
import { PrometheusSource } from './PrometheusSource';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('PrometheusSource', () => {
  const prometheus = new FakePrometheus();
  registerMswTestHooks(prometheus.server);

  beforeEach(() => {
    prometheus.asked.length = 0;
    prometheus.samples = {};
    prometheus.failure = undefined;
  });

  function sourceOf(config: JsonObject = {}, now: () => number = () => NOW) {
    const [instance] = readPrometheusInstances(
      new ConfigReader({
        devops: {
          prometheus: {
            instances: [{ id: 'main', baseUrl: BASE_URL, ...config }],
          },
        },
      }),
    );
    return new PrometheusSource({ instance, now });
  }

  const read = (config: JsonObject = {}, signal?: AbortSignal) =>
    sourceOf(config).readStatuses({
      signal: signal ?? new AbortController().signal,
    });

  it('tells budget, burn windows, traffic and alerts of an objective', async () => {
    prometheus.samples = objective('shop-availability', {
      burn: 0.25,
      ratios: { '5m': 0.02, '1h': 0.01, '30d': 0.0025 },
      traffic: 12.5,
      info: { owner: 'group:default/shop' },
      alerts: [
        {
          alertname: 'ErrorBudgetBurn',
          alertstate: 'firing',
          sloth_severity: 'page',
        },
      ],
    });

    const { at, statuses } = await read();
    expect(at).toEqual(new Date(NOW));
    expect(statuses).toEqual([
      {
        sloId: 'shop-availability',
        environment: undefined,
        environmentLabel: undefined,
        service: 'shop',
        name: 'availability',
        definedBy: 'openslo/v1',
        labels: { owner: 'group:default/shop' },
        objective: 0.99,
        windowMs: 30 * DAY_MS,
        coverage: 'events',
        live: true,
        ratios: [
          { windowMs: 300_000, errorRatio: 0.02 },
          { windowMs: HOUR_MS, errorRatio: 0.01 },
          { windowMs: 30 * DAY_MS, errorRatio: expect.closeTo(0.0025, 12) },
        ],
        alertWindows: expect.arrayContaining([
          expect.objectContaining({ longMs: HOUR_MS, factor: 14.4 }),
        ]),
        eventsPerSecond: 12.5,
        alerts: [
          { name: 'ErrorBudgetBurn', state: 'firing', severity: 'page' },
        ],
      },
    ]);
  });

  it('asks as many queries for a thousand objectives as for one, all for one instant', async () => {
    prometheus.samples = together(
      ...Array.from({ length: 1000 }, (_, i) =>
        objective(`shop-${i}`, { burn: 0, ratios: { '5m': 0 }, traffic: 1 }),
      ),
    );
    const { statuses } = await read();
    expect(statuses).toHaveLength(1000);
    expect(prometheus.asked).toHaveLength(6);
    expect(
      new Set(prometheus.asked.map(({ parameters }) => parameters.time)),
    ).toEqual(new Set([String(NOW / 1000)]));
  });

  it.each<[string, Parameters<typeof objective>[1], object]>([
    [
      'no traffic in rules of mode weighted',
      { traffic: 0 },
      { coverage: 'no_traffic', live: true, ratios: [] },
    ],
    [
      'no traffic in rules of Sloth',
      { burn: 'NaN', ratios: { '5m': 'NaN', '1h': 'NaN' } },
      { coverage: 'no_traffic', live: true, ratios: [] },
    ],
    [
      'a window that an idle hour made NaN',
      { burn: 'NaN', ratios: { '5m': 0.5 } },
      {
        coverage: 'not_a_number',
        live: true,
        ratios: [{ windowMs: 300_000, errorRatio: 0.5 }],
      },
    ],
    ['no data', {}, { coverage: 'no_data', live: false, ratios: [] }],
    [
      'data that does not come any more',
      { burn: 0.5, ratios: { '1d': 0.005 } },
      { coverage: 'events', live: false },
    ],
    [
      'rules that are too young for the window',
      { ratios: { '5m': 0.5 } },
      { coverage: 'events', live: true },
    ],
  ])('tells %s from the others', async (_, state, expected) => {
    prometheus.samples = objective('shop-availability', state);
    expect((await read()).statuses).toEqual([
      expect.objectContaining(expected),
    ]);
  });

  it('judges each environment apart, and uses constants for all of them', async () => {
    const options = { ratios: { '5m': 0 }, traffic: 1 };
    prometheus.samples = together(
      objective('shop-availability', {
        ...options,
        burn: 0.1,
        environment: 'staging',
        alerts: [
          { alertname: 'A', alertstate: 'pending', environment: 'staging' },
        ],
      }),
      {
        'slo:period_burn_rate:ratio': [
          sample(
            { sloth_id: 'shop-availability', environment: 'production' },
            0.9,
          ),
        ],
      },
    );
    const { statuses } = await read();
    const found = statuses.map(
      ({ environment, environmentLabel, coverage, live, alerts }) => ({
        environment,
        environmentLabel,
        coverage,
        live,
        alerts: alerts.length,
      }),
    );
    expect(found).toEqual([
      {
        environment: 'staging',
        environmentLabel: 'environment',
        coverage: 'events',
        live: true,
        alerts: 1,
      },
      {
        environment: 'production',
        environmentLabel: 'environment',
        coverage: 'events',
        live: false,
        alerts: 0,
      },
    ]);
    expect(
      sourceOf()
        .explain(statuses[1])
        .find(({ figure }) => figure === 'budgetRemaining')?.query,
    ).toBe(
      '1 - max(last_over_time(slo:period_burn_rate:ratio{sloth_id="shop-availability", environment="production"}[11m]))',
    );
  });

  it('puts everything into the environment of the instance', async () => {
    prometheus.samples = objective('shop-availability', {
      burn: 0.1,
      environment: 'whatever',
    });
    const { statuses } = await read({ environment: 'production' });
    expect(statuses).toEqual([
      expect.objectContaining({
        environment: 'production',
        environmentLabel: undefined,
      }),
    ]);
  });

  it('tells the pairs of Sloth over 28 days, and only recorded ones of custom windows', async () => {
    const sloth = (ratios: Record<string, number>) => {
      const answers = objective('shop-availability', {
        ratios,
        info: { sloth_mode: 'cli-gen-prom' },
      });
      answers['slo:objective:ratio'][1].value[1] = '28';
      return answers;
    };
    prometheus.samples = sloth({ '5m': 0, '1h': 0, '4w': 0 });
    expect(
      (await read()).statuses[0].alertWindows.map(({ factor }) => factor),
    ).toEqual([
      13.44, 5.6000000000000005, 2.8000000000000003, 0.9333333333333333,
    ]);

    prometheus.samples = sloth({ '5m': 0, '1h': 0, '2h': 0, '9h': 0 });
    expect((await read()).statuses[0].alertWindows).toEqual([
      expect.objectContaining({ longMs: HOUR_MS, shortMs: 300_000 }),
    ]);
  });

  it('leaves out objectives whose window is not known', async () => {
    prometheus.samples = {
      ...objective('shop-availability', { burn: 0 }),
      'slo:objective:ratio': [],
    };
    expect((await read()).statuses).toEqual([]);
  });

  it.each<[string, JsonObject, Record<string, string>]>([
    [
      'basic',
      { type: 'basic', username: 'ana', password: 'pass-word' },
      {
        authorization: `Basic ${Buffer.from('ana:pass-word').toString('base64')}`,
      },
    ],
    [
      'bearer',
      { type: 'bearer', token: 'pass-word' },
      { authorization: 'Bearer pass-word' },
    ],
    [
      'header',
      { type: 'header', name: 'X-Api-Key', value: 'pass-word' },
      { 'x-api-key': 'pass-word' },
    ],
  ])('signs in by %s, and never shows it', async (_, credentials, headers) => {
    await read({ credentials, tenant: 'shop' });
    for (const asked of prometheus.asked) {
      expect(Object.fromEntries(asked.headers)).toMatchObject({
        ...headers,
        'x-scope-orgid': 'shop',
      });
    }
    prometheus.failure = () =>
      HttpResponse.json(
        { status: 'error', error: `no pass-word ${Object.values(headers)[0]}` },
        { status: 401 },
      );
    const failure = await read({ credentials }).catch(error => error);
    expect(failure.message).toContain(
      'set valid credentials in devops.prometheus.instances[0].credentials',
    );
    expect(JSON.stringify([failure.message, failure.stack])).not.toContain(
      'pass-word',
    );
  });

  it('lets Thanos answer in full or not at all', async () => {
    await read({ type: 'thanos' });
    expect(prometheus.asked[0].parameters).toMatchObject({
      partial_response: 'false',
    });
    prometheus.failure = () =>
      HttpResponse.json({
        status: 'success',
        warnings: ['store 10.0.0.1 is gone'],
        data: { resultType: 'vector', result: [] },
      });
    await expect(read({ type: 'thanos' })).rejects.toThrow(
      'partial response (store 10.0.0.1 is gone)',
    );
    await expect(read()).resolves.toMatchObject({ statuses: [] });
  });

  it.each<[number | 'html' | 'redirect' | 'down', string, string]>([
    [403, 'NotAllowedError', 'may not query'],
    [404, 'NotFoundError', 'it ends before /api/v1'],
    [422, 'InputError', '--query.max-samples'],
    [429, 'ServiceUnavailableError', 'refreshInterval'],
    [500, 'ServiceUnavailableError', 'check that the server is healthy'],
    ['html', 'ServiceUnavailableError', 'no JSON'],
    ['redirect', 'ServiceUnavailableError', 'answered 302'],
    ['down', 'ServiceUnavailableError', 'did not answer /api/v1/query'],
  ])('says what to do when it gets %s', async (answer, name, remedy) => {
    prometheus.failure = () => {
      switch (answer) {
        case 'html':
          return new Response('<html>Sign in</html>');
        case 'redirect':
          return new Response(null, {
            status: 302,
            headers: { location: 'https://evil.example.com/' },
          });
        case 'down':
          return HttpResponse.error();
        default:
          return HttpResponse.json(
            { status: 'error', error: 'told' },
            { status: answer },
          );
      }
    };
    const failure = await read().catch(error => error);
    expect(failure.name).toBe(name);
    expect(failure.message).toContain(remedy);
    expect(failure.message).toContain('Prometheus (main)');
  });

  it('stops when it is told to, and gives up a query that takes too long', async () => {
    prometheus.failure = () => undefined;
    await expect(read({}, AbortSignal.abort())).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    );
    prometheus.server.use();
    const slow = new PrometheusSource({
      instance: {
        ...readPrometheusInstances(
          new ConfigReader({
            devops: {
              prometheus: {
                instances: [{ id: 'main', baseUrl: BASE_URL, timeout: '10ms' }],
              },
            },
          }),
        )[0],
      },
      fetch: (_, init) =>
        new Promise((_done, reject) => {
          init?.signal?.addEventListener('abort', () =>
            reject(init.signal?.reason),
          );
        }),
    });
    await expect(
      slow.readStatuses({ signal: new AbortController().signal }),
    ).rejects.toThrow('(timeout)');
  });
});
