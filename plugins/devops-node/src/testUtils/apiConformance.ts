import { inspect } from 'util';
import { HttpResponse, delay, http } from 'msw';
import type { SetupServer } from 'msw/node';
import type { DeliveryRecord, DeliverySource } from '../providers';
import { expectRecord } from './expectRecord';
import { SOON_MS, expectNone, failure, json } from './failures';
import type { ConformanceApi, ProviderConformanceOptions } from './options';

const JSON_HEADERS = { headers: { 'content-type': 'application/json' } };

/** Reading from the provider: pages, limits, failures, cancellation. */
export function apiConformance(
  server: SetupServer,
  options: ProviderConformanceOptions,
  api: ConformanceApi,
): void {
  const sweep = async (
    sweepOptions: { signal?: AbortSignal; source?: DeliverySource } = {},
  ) => {
    const source = sweepOptions.source ?? options.createSource();
    const records: DeliveryRecord[] = [];
    await source.pipelines?.sweep({
      scope: api.scope,
      signal: sweepOptions.signal ?? new AbortController().signal,
      emit: async batch => {
        records.push(...batch);
      },
    });
    return records;
  };

  const expectNoSecret = (error: unknown) => expectNone(options.secrets, error);

  describe('reading', () => {
    it.each([1, 3])('reads %d page(s) to the end', async pages => {
      server.use(...api.handlers({ pages }));
      const records = await sweep();
      records.forEach(expectRecord);
      expect([...new Set(records.map(({ key }) => key))].sort()).toEqual(
        api.keys({ pages }).sort(),
      );
    });

    it('reports the same records when nothing has changed', async () => {
      server.use(...api.handlers({ pages: 2 }));
      const source = options.createSource();
      expect(await sweep({ source })).toEqual(await sweep({ source }));
    });

    it('reads one run like the sweep does', async () => {
      server.use(...api.handlers({ pages: 1 }));
      const signal = new AbortController().signal;
      const records = await options
        .createSource()
        .pipelines?.readRun({ scope: api.scope, key: api.runKey }, { signal });
      records?.forEach(expectRecord);
      const swept = await sweep();
      const isRun = ({ key }: DeliveryRecord) => key === api.runKey;
      expect(records?.find(isRun)).toEqual(swept.find(isRun));
      expect(records?.find(isRun)).toBeDefined();
    });

    it('has no records of a run that the provider does not know', async () => {
      server.use(...api.handlers({ pages: 1 }));
      const records = options
        .createSource()
        .pipelines?.readRun(
          { scope: api.scope, key: api.unknownRunKey },
          { signal: new AbortController().signal },
        );
      await expect(records).resolves.toEqual([]);
    });

    it('passes on that records could not be stored', async () => {
      server.use(...api.handlers({ pages: 1 }));
      const { error } = await failure(async () =>
        options.createSource().pipelines?.sweep({
          scope: api.scope,
          signal: new AbortController().signal,
          emit: async () => {
            throw new Error('the store is full');
          },
        }),
      );
      expect(String(error)).toContain('the store is full');
    });
  });

  describe('limits', () => {
    it.each([
      ['seconds', () => '1'],
      ['a date', () => new Date(Date.now() + 2_000).toUTCString()],
    ])('waits as long as Retry-After asks in %s', async (_, retryAfter) => {
      let refusedAt = 0;
      let nextAt = 0;
      server.use(
        http.all(
          api.url,
          () => {
            refusedAt = Date.now();
            return json(429, { 'retry-after': retryAfter() });
          },
          { once: true },
        ),
        http.all(api.url, () => {
          nextAt ||= Date.now();
          return undefined;
        }),
        ...api.handlers({ pages: 1 }),
      );
      const records = await sweep();
      expect(records.length).toBeGreaterThan(0);
      expect(nextAt - refusedAt).toBeGreaterThanOrEqual(900);
    });

    it('gives up a wait as soon as it is canceled', async () => {
      server.use(http.all(api.url, () => json(429, { 'retry-after': '20' })));
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 200);
      const { error, tookMs } = await failure(() =>
        sweep({ signal: controller.signal }),
      );
      expect(error).toBeDefined();
      expect(tookMs).toBeLessThan(SOON_MS);
    });

    it('does not hold a task for an hour', async () => {
      server.use(http.all(api.url, () => json(429, { 'retry-after': '3600' })));
      const { error, tookMs } = await failure(() => sweep());
      expect(error).toMatchObject({ name: 'ServiceUnavailableError' });
      expect(tookMs).toBeLessThan(SOON_MS);
    });
  });

  describe('failures', () => {
    it.each([
      [401, 'AuthenticationError'],
      [403, 'NotAllowedError'],
      [404, 'NotFoundError'],
      [429, 'ServiceUnavailableError'],
      [500, 'ServiceUnavailableError'],
      [503, 'ServiceUnavailableError'],
    ])('%d is a %s that says what to do', async (status, name) => {
      server.use(
        http.all(api.url, ({ request }) =>
          // A provider that repeats what it was sent must not leak it either.
          json(
            status,
            { 'retry-after': '0' },
            Object.fromEntries(request.headers.entries()),
          ),
        ),
      );
      const { error } = await failure(() => sweep());
      expect(error).toMatchObject({ name });
      expect(String(error)).toMatch(api.remedy);
      expectNoSecret(error);
    });

    it.each([
      ['the connection breaks', () => HttpResponse.error()],
      [
        'a login page answers',
        () => HttpResponse.html('<html><body>Sign in</body></html>'),
      ],
      ['the answer is cut', () => new HttpResponse('[{"id": 1', JSON_HEADERS)],
      ['the answer is something else', () => HttpResponse.json([{ id: {} }])],
      ['the answer is empty', () => HttpResponse.json(null)],
    ])('rejects, and does not report half, when %s', async (_, answer) => {
      server.use(http.all(api.url, answer));
      const { error } = await failure(() => sweep());
      expect(error).toBeInstanceOf(Error);
      expectNoSecret(error);
    });

    it('does not carry the token to another host', async () => {
      const carried: string[] = [];
      server.use(
        http.all('https://elsewhere.example/*', ({ request }) => {
          carried.push(inspect([...request.headers.entries()]));
          return json(200);
        }),
        http.all(
          api.url,
          () =>
            new HttpResponse(null, {
              status: 302,
              headers: { location: 'https://elsewhere.example/' },
            }),
        ),
      );
      const { error } = await failure(() => sweep());
      expect(error).toBeInstanceOf(Error);
      for (const secret of options.secrets) {
        expect(carried.join('\n')).not.toContain(secret);
      }
    });
  });

  describe('cancellation', () => {
    it('sends nothing when it is canceled before', async () => {
      let requests = 0;
      server.use(
        http.all(api.url, () => {
          requests += 1;
          return json(200);
        }),
      );
      const { error } = await failure(() =>
        sweep({ signal: AbortSignal.abort() }),
      );
      expect(error).toBeDefined();
      expect(requests).toBe(0);
    });

    it('stops while an answer is outstanding', async () => {
      server.use(
        http.all(api.url, async () => {
          await delay('infinite');
        }),
      );
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 200);
      const { error, tookMs } = await failure(() =>
        sweep({ signal: controller.signal }),
      );
      expect(error).toBeDefined();
      expect(tookMs).toBeLessThan(SOON_MS);
    });
  });
}
