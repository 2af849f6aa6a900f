import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readGithubConfigs } from './config';

function read(
  github: JsonObject | undefined,
  options: { integrations?: JsonObject[]; sweep?: JsonObject } = {},
) {
  return readGithubConfigs(
    new ConfigReader({
      integrations: { github: options.integrations ?? [] },
      devops: {
        ...(github && { providers: { github } }),
        ...(options.sweep && { sweep: options.sweep }),
      },
    }),
  );
}

const enterprise = {
  host: 'ghe.example.com',
  apiBaseUrl: 'https://ghe.example.com/api/v3/',
  token: 'token',
};

describe('readGithubConfigs', () => {
  it('reads nothing without the key', () => {
    expect(read(undefined)).toEqual([]);
  });

  it('has defaults for everything', () => {
    expect(read({ main: {} })).toEqual([
      {
        id: 'main',
        host: 'github.com',
        apiUrl: 'https://api.github.com',
        graphqlUrl: 'https://api.github.com/graphql',
        credentials: expect.anything(),
        usesApps: false,
        sweepIntervalMs: 600_000,
        initialLookbackMs: 30 * 24 * 3_600_000,
        webhook: undefined,
      },
    ]);
  });

  it('reads several hosts and secrets', () => {
    const [, second] = read(
      {
        com: {},
        own: {
          host: 'ghe.example.com',
          sweepInterval: { minutes: 1 },
          initialLookback: 'P7D',
          webhook: { secret: ['new', 'old'] },
        },
      },
      { integrations: [enterprise] },
    );
    expect(second).toMatchObject({
      apiUrl: 'https://ghe.example.com/api/v3',
      graphqlUrl: 'https://ghe.example.com/api/graphql',
      sweepIntervalMs: 60_000,
      initialLookbackMs: 7 * 24 * 3_600_000,
      webhook: { secrets: ['new', 'old'] },
    });
  });

  it('takes the credentials of the host', async () => {
    const [config] = read(
      { own: { host: 'ghe.example.com' } },
      { integrations: [enterprise] },
    );
    const { headers } = await config.credentials.getCredentials({
      url: 'https://ghe.example.com/team/ledger',
    });
    expect(headers).toEqual({ Authorization: 'Bearer token' });
  });

  it('looks back as far as all sources do', () => {
    const [config] = read(
      { main: {} },
      { sweep: { initialLookback: { days: 2 } } },
    );
    expect(config.initialLookbackMs).toBe(2 * 24 * 3_600_000);
  });

  it.each<[string, JsonObject, JsonObject[], RegExp]>([
    ['an id that is no path', { 'A b': {} }, [], /github\.A b: an id consists/],
    [
      'a host without integration',
      { own: { host: 'ghe.example.com' } },
      [],
      /github\.own\.host is 'ghe\.example\.com'.*integrations\.github/,
    ],
    [
      'a server without address of its API',
      { own: { host: 'ghe.example.com' } },
      [{ host: 'ghe.example.com' }],
      /has no apiBaseUrl.*https:\/\/ghe\.example\.com\/api\/v3/,
    ],
    [
      'webhooks without secret',
      { own: { webhook: {} } },
      [],
      /github\.own\.webhook has no secret/,
    ],
    [
      'an interval of zero',
      { own: { sweepInterval: { minutes: 0 } } },
      [],
      /sweepInterval must be longer than zero/,
    ],
    [
      'two sources of one host',
      { one: {}, two: {} },
      [],
      /github\.one and devops\.providers\.github\.two have the same host/,
    ],
  ])('refuses %s', (_, github, integrations, message) => {
    expect(() => read(github, { integrations })).toThrow(message);
  });
});
