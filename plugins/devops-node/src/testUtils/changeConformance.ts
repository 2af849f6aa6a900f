import { inspect } from 'util';
import { HttpResponse, delay, http } from 'msw';
import type { SetupServer } from 'msw/node';
import { expectRecord } from './expectRecord';
import { SOON_MS, expectNone, failure, json } from './failures';
import type {
  ConformanceApi,
  ConformanceChanges,
  ProviderConformanceOptions,
} from './options';

/** Ranges of revisions: known, unknown, refused, canceled. */
export function changeConformance(
  server: SetupServer,
  options: ProviderConformanceOptions,
  api: ConformanceApi,
  changes: ConformanceChanges,
): void {
  describe('changes', () => {
    const compare = async (
      range: { from: string; to: string } = changes.range,
      more: { withPaths?: boolean; signal?: AbortSignal } = {},
    ) =>
      options.createSource().changes?.compare({
        scope: api.scope,
        from: range.from,
        to: range.to,
        withPaths: more.withPaths ?? false,
        signal: more.signal ?? new AbortController().signal,
      });

    const expectRange = (
      range: Awaited<ReturnType<typeof compare>>,
      { from, to }: { from: string; to: string },
    ) => {
      if (!range) {
        throw new Error('The range of the suite is not known');
      }
      expectRecord(range);
      expect(range).toMatchObject({ scope: api.scope, from, to });
      expect(range.key).toBe(`range:${from}..${to}`);
      for (const commit of range.commits) {
        expect(commit.sha).toMatch(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/);
        for (const at of [commit.authoredAt, commit.committedAt]) {
          expect(new Date(String(at)).toISOString()).toBe(at);
        }
      }
      return range;
    };

    beforeEach(() => server.use(...changes.handlers()));

    it('tells what the later revision has, oldest first', async () => {
      const range = expectRange(await compare(), changes.range);
      expect(range.commits.map(({ sha }) => sha)).toEqual(
        changes.range.commits,
      );
      expect(range).toMatchObject({ direction: 'ahead', complete: true });
    });

    it('tells the files of each commit when it is asked to', async () => {
      const range = expectRange(
        await compare(changes.range, { withPaths: true }),
        changes.range,
      );
      expect(range.commits.map(({ sha }) => sha)).toEqual(
        changes.range.commits,
      );
      // A provider that cannot tell says that something is missing.
      const isNamed = range.commits.every(({ paths }) => paths !== undefined);
      expect(isNamed).toBe(range.complete);
    });

    it('knows that the earlier revision has nothing more', async () => {
      const { from: to, to: from } = changes.range;
      const range = expectRange(await compare({ from, to }), { from, to });
      expect(range).toMatchObject({
        direction: 'behind',
        commits: [],
        complete: true,
      });
    });

    it('knows that a revision has nothing more than itself', async () => {
      const { from } = changes.range;
      const range = expectRange(await compare({ from, to: from }), {
        from,
        to: from,
      });
      expect(range).toMatchObject({ direction: 'identical', commits: [] });
    });

    it('knows revisions that went different ways', async () => {
      const range = expectRange(
        await compare(changes.diverged),
        changes.diverged,
      );
      expect(range.direction).toBe('diverged');
    });

    it.each(['from', 'to'] as const)(
      'has no range when the provider does not know `%s`',
      async side => {
        const { from, to } = changes.range;
        const range = { from, to, [side]: changes.unknown };
        await expect(compare(range)).resolves.toBeUndefined();
      },
    );

    it('tells a later, fuller answer by its version', async () => {
      const plain = await compare();
      const named = await compare(changes.range, { withPaths: true });
      expect(named?.version.at).toBeGreaterThan(plain?.version.at ?? 0);
    });

    it.each([
      [401, 'AuthenticationError'],
      [403, 'NotAllowedError'],
      [429, 'ServiceUnavailableError'],
      [500, 'ServiceUnavailableError'],
      [503, 'ServiceUnavailableError'],
    ])('%d is a %s that says what to do', async (status, name) => {
      server.use(
        http.all(api.url, ({ request }) =>
          json(
            status,
            { 'retry-after': '0' },
            Object.fromEntries(request.headers.entries()),
          ),
        ),
      );
      const { error } = await failure(() => compare());
      expect(error).toMatchObject({ name });
      expect(String(error)).toMatch(api.remedy);
      expectNone(options.secrets, error);
    });

    it.each([
      ['the connection breaks', () => HttpResponse.error()],
      ['a login page answers', () => HttpResponse.html('<html></html>')],
      ['the answer is something else', () => HttpResponse.json([1])],
      ['the answer is empty', () => HttpResponse.json(null)],
    ])('rejects when %s', async (_, answer) => {
      server.use(http.all(api.url, answer));
      const { error } = await failure(() => compare());
      expect(error).toBeInstanceOf(Error);
      expectNone(options.secrets, error);
    });

    it('does not carry the token to another host', async () => {
      const carried: string[] = [];
      server.use(
        http.all('https://elsewhere.example/*', ({ request }) => {
          carried.push(inspect([...request.headers.entries()]));
          return json(200);
        }),
        http.all(api.url, () =>
          HttpResponse.redirect('https://elsewhere.example/'),
        ),
      );
      const { error } = await failure(() => compare());
      expect(error).toBeInstanceOf(Error);
      for (const secret of options.secrets) {
        expect(carried.join('\n')).not.toContain(secret);
      }
    });

    it('sends nothing when it is canceled before', async () => {
      let requests = 0;
      server.use(
        http.all(api.url, () => {
          requests += 1;
          return json(200);
        }),
      );
      const signal = AbortSignal.abort();
      const { error } = await failure(() => compare(changes.range, { signal }));
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
        compare(changes.range, { signal: controller.signal }),
      );
      expect(error).toBeDefined();
      expect(tookMs).toBeLessThan(SOON_MS);
    });
  });
}
