import { Readable } from 'stream';
import { run } from '../run';

describe('devops pins', () => {
  const ask = jest.spyOn(globalThis, 'fetch');

  beforeEach(() => ask.mockReset());

  afterAll(() => ask.mockRestore());

  async function devops(...args: string[]) {
    let stdout = '';
    let stderr = '';
    const code = await run(args, {
      stdin: Readable.from([]),
      stdout: { write: text => (stdout += text) },
      stderr: { write: text => (stderr += text) },
      cwd: () => '/',
    });
    return { code, stdout, stderr };
  }

  it('lists what is pinned, and what nothing uses, without a network', async () => {
    const { code, stdout } = await devops('pins', '--json', '--max-age=99999');
    expect(code).toBe(0);
    const { pins } = JSON.parse(stdout);
    expect(pins).toContainEqual(
      expect.objectContaining({
        name: 'actions/checkout',
        kind: 'action',
        used: true,
        problems: [],
      }),
    );
    const unused = pins.filter(({ used }: { used: boolean }) => !used);
    expect(unused.map(({ name }: { name: string }) => name)).toContain(
      'actions/cache',
    );
    expect(ask).not.toHaveBeenCalled();
  });

  it('finds reviews that are due', async () => {
    jest.useFakeTimers({
      now: Date.parse('2030-01-01'),
      doNotFake: ['nextTick'],
    });
    try {
      const { code, stdout } = await devops('pins');
      expect(code).toBe(1);
      expect(stdout).toMatch(/its review \S+ is \d+ days old/);
    } finally {
      jest.useRealTimers();
    }
  });

  it('says what a registry has today', async () => {
    ask.mockImplementation(async (input, options) => {
      const url = new URL(String(input));
      if (url.host === 'auth.docker.io') {
        return Response.json({ token: 'for-reading' });
      }
      if (url.host === 'registry-1.docker.io') {
        return new Headers(options?.headers).get('authorization') ===
          'Bearer for-reading'
          ? new Response(null, {
              headers: { 'docker-content-digest': 'sha256:new' },
            })
          : new Response(null, {
              status: 401,
              headers: {
                'www-authenticate':
                  'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/node:pull"',
              },
            });
      }
      return new Response('', { status: 404 });
    });
    const { code, stdout } = await devops('pins', '--online');
    expect(code).toBe(1);
    expect(stdout).toContain('24-bookworm is sha256:new today');
    expect(stdout).toContain('the registry does not have it');
  });

  it('does not take silence for a good answer', async () => {
    ask.mockRejectedValue(
      new TypeError('fetch failed', { cause: new Error('no route') }),
    );
    const { code, stdout, stderr } = await devops('pins', '--online');
    expect(code).toBe(1);
    expect(stdout).toContain('not checked online: no route');
    expect(stderr).toContain('nothing is known about them');
  });
});
