import { ConfigReader } from '@backstage/config';
import { readGitlabConfigs } from './config';

const integrations = {
  gitlab: [
    { host: 'gitlab.com', token: 'token-1' },
    {
      host: 'code.example.com:8443',
      baseUrl: 'https://code.example.com:8443/gitlab/',
      apiBaseUrl: 'https://code.example.com:8443/gitlab/api/v4',
      token: 'token-2',
    },
  ],
};
const SIGNING_TOKEN = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

function read(gitlab: object, more: object = {}) {
  return readGitlabConfigs(
    new ConfigReader({
      integrations,
      devops: { providers: { gitlab }, ...more },
    }),
  );
}

describe('readGitlabConfigs', () => {
  it('reads nothing without the key', () => {
    expect(readGitlabConfigs(new ConfigReader({ integrations }))).toEqual([]);
  });

  it('takes address and token from the integration of the host', () => {
    expect(read({ corp: { host: 'code.example.com:8443' } })).toEqual([
      {
        id: 'corp',
        host: 'code.example.com:8443',
        webUrl: 'https://code.example.com:8443/gitlab',
        apiHost: 'https://code.example.com:8443/gitlab',
        token: 'token-2',
        sweepIntervalMs: 300_000,
        initialLookbackMs: 30 * 86_400_000,
        webhook: undefined,
      },
    ]);
  });

  it('reads durations, its own look-back before the common one', () => {
    const common = { sweep: { initialLookback: { days: 7 } } };
    const [own, shared] = read(
      {
        com: { sweepInterval: { seconds: 30 }, initialLookback: 'P2D' },
        corp: { host: 'code.example.com:8443' },
      },
      common,
    );
    expect(own).toMatchObject({
      host: 'gitlab.com',
      sweepIntervalMs: 30_000,
      initialLookbackMs: 2 * 86_400_000,
    });
    expect(shared.initialLookbackMs).toBe(7 * 86_400_000);
  });

  it('reads one secret or several', () => {
    const [one] = read({ com: { webhook: { secret: 'a' } } });
    expect(one.webhook).toEqual({ secrets: ['a'], signingKeys: [] });
    const [several] = read({
      com: { webhook: { secret: ['a', 'b'], signingToken: SIGNING_TOKEN } },
    });
    expect(several.webhook?.secrets).toEqual(['a', 'b']);
    expect(several.webhook?.signingKeys.map(key => key.export())).toEqual([
      Buffer.alloc(32, 7),
    ]);
  });

  it.each<[string, object, RegExp]>([
    [
      'a host without an integration',
      { com: { host: 'other.example.com' } },
      /devops\.providers\.gitlab\.com\.host is 'other\.example\.com'.*hosts there: gitlab\.com, code\.example\.com:8443.*add one/,
    ],
    [
      'an id that does not fit into a path',
      { 'My Lab': {} },
      /devops\.providers\.gitlab\.My Lab: an id consists of.*rename the key/,
    ],
    [
      'webhooks that nobody can verify',
      { com: { webhook: {} } },
      /gitlab\.com\.webhook has neither secret nor signingToken.*set one, or remove/,
    ],
    [
      'a signing token of another form',
      { com: { webhook: { signingToken: 'not-a-token-of-gitlab' } } },
      /gitlab\.com\.webhook\.signingToken is not a signing token.*whsec_/,
    ],
    [
      'a signing token that is too short to be safe',
      { com: { webhook: { signingToken: 'whsec_YWJj' } } },
      /signingToken is not a signing token/,
    ],
    [
      'two sources of one host',
      { one: {}, two: {} },
      /gitlab\.one and devops\.providers\.gitlab\.two have the same host 'gitlab\.com'/,
    ],
    [
      'an interval of nothing',
      { com: { sweepInterval: { seconds: 0 } } },
      /sweepInterval must be longer than zero/,
    ],
  ])('refuses %s and says what to do', (_, gitlab, message) => {
    expect(() => read(gitlab)).toThrow(message);
  });

  it('does not repeat a signing token in the error', () => {
    expect(() =>
      read({ com: { webhook: { signingToken: 's3cr3t-value' } } }),
    ).toThrow(expect.not.objectContaining({ message: /s3cr3t-value/ }));
  });

  it('refuses an API that is not served below /api/v4', () => {
    const config = new ConfigReader({
      integrations: {
        gitlab: [{ host: 'x.example', apiBaseUrl: 'https://x.example/api/v3' }],
      },
      devops: { providers: { gitlab: { x: { host: 'x.example' } } } },
    });
    expect(() => readGitlabConfigs(config)).toThrow(
      /apiBaseUrl of 'x\.example'.*does not end with \/api\/v4/,
    );
  });
});
