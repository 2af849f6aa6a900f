import { HttpResponse, http } from 'msw';
import type { SetupServer } from 'msw/node';
import type {
  ConformanceApi,
  ConformanceControl,
  ConformanceLogs,
  ProviderConformanceOptions,
} from './options';

const signal = new AbortController().signal;

/** Logs: whole, capped, absent. */
export function logConformance(
  server: SetupServer,
  options: ProviderConformanceOptions,
  api: ConformanceApi,
  logs: ConformanceLogs,
): void {
  describe('logs', () => {
    const read = async (maxBytes: number) =>
      options.createSource().logs?.readTrace(logs.job, { maxBytes, signal });

    it('reads a log with its colours', async () => {
      const log = '\u001b[32mdone\u001b[0m\r\nnext line\n';
      server.use(logs.handler(log));
      await expect(read(1_000)).resolves.toEqual({
        text: log,
        truncated: false,
      });
    });

    it('keeps the start of a log that is too long, in whole characters', async () => {
      server.use(logs.handler('ä'.repeat(100_000)));
      const trace = await read(1_001);
      expect(trace).toEqual({ text: 'ä'.repeat(500), truncated: true });
    });

    it('does not call a log cut that just fits', async () => {
      server.use(logs.handler('x'.repeat(1_000)));
      const trace = await read(1_000);
      expect(trace).toEqual({ text: 'x'.repeat(1_000), truncated: false });
    });

    it('has none of a job that the provider does not know', async () => {
      server.use(
        http.all(api.url, () => HttpResponse.json({}, { status: 404 })),
      );
      await expect(read(1_000)).resolves.toBeUndefined();
    });
  });
}

/** Control: done, not allowed, not there, not now. */
export function controlConformance(
  server: SetupServer,
  options: ProviderConformanceOptions,
  api: ConformanceApi,
  control: ConformanceControl,
): void {
  const actions = [
    ['play a job', 'play'],
    ['retry a job', 'retry'],
    ['cancel a job', 'cancel'],
    ['retry a run', 'retryRun'],
    ['cancel a run', 'cancelRun'],
  ] as const;

  describe.each(actions)('to %s', (_, action) => {
    const act = async () => {
      const { control: port } = options.createSource();
      if (action === 'retryRun' || action === 'cancelRun') {
        const runAction = action === 'retryRun' ? 'retry' : 'cancel';
        return port?.controlRun(control.run, runAction, { signal });
      }
      return port?.controlJob(control.job, action, { signal });
    };
    const answerAll = (status: number) =>
      server.use(
        http.all(api.url, () =>
          HttpResponse.json({ message: `${status}` }, { status }),
        ),
      );

    if (control.unsupported?.includes(action)) {
      it('is refused without a request', async () => {
        let asked = 0;
        server.use(
          http.all(api.url, () => {
            asked += 1;
            return HttpResponse.json({});
          }),
        );
        await expect(act()).rejects.toMatchObject({ name: 'ConflictError' });
        expect(asked).toBe(0);
      });
      return;
    }

    it('asks once and is content when the provider takes it', async () => {
      let asked = 0;
      server.use(
        http.post(api.url, () => {
          asked += 1;
          return undefined;
        }),
        ...control.accepts(),
      );
      await expect(act()).resolves.toBeUndefined();
      expect(asked).toBe(1);
    });

    it('is refused when the state does not allow it', async () => {
      server.use(...control.refusesState());
      await expect(act()).rejects.toMatchObject({ name: 'ConflictError' });
    });

    it.each([
      [401, 'AuthenticationError'],
      [403, 'NotAllowedError'],
      [404, 'NotFoundError'],
      [409, 'ConflictError'],
    ])('turns %d into a %s', async (status, name) => {
      answerAll(status);
      await expect(act()).rejects.toMatchObject({ name });
    });

    it('is not repeated when nobody knows whether it was done', async () => {
      let asked = 0;
      server.use(
        http.all(api.url, () => {
          asked += 1;
          return HttpResponse.json({}, { status: 502 });
        }),
      );
      await expect(act()).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
      });
      expect(asked).toBe(1);
    });
  });
}
