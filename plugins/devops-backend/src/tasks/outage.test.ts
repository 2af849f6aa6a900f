import { TestDatabases } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import { createTestApp } from '../__testUtils__/createTestApp';
import { component, eventually } from '../__testUtils__/startDevops';
import {
  jobRecord,
  runRecord,
  START,
  TestSource,
} from '../__testUtils__/TestSource';
import { packBody } from '../inbox/packBody';
import { sweepSource } from './sweepSource';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const MINUTE = 60_000;
const PIPELINES = 10;

describe.each(databases.eachSupportedId())(
  'a provider that is down for an hour (%s)',
  id => {
    const source = new TestSource();
    let app: Awaited<ReturnType<typeof createTestApp>>;
    let now = START + 10_000_000;
    const calls = (port: string) =>
      source.calls.filter(call => call.startsWith(port)).length;
    const work = async () =>
      (await app.delivery.database.work.count()).get('lab') ?? {
        pending: 0,
        parked: 0,
      };

    beforeAll(async () => {
      app = await createTestApp({
        knex: await databases.init(id),
        sources: [source],
        entities: [component()],
        now: () => now,
      });
      await app.delivery.bindings.followCatalog(new AbortController().signal);
      // What the binding asked for is not part of this.
      await app.delivery.database.work.purge(Number.MAX_SAFE_INTEGER);
    });

    afterAll(async () => {
      await app.delivery.stop();
      jest.restoreAllMocks();
    });

    it('is asked ever more rarely, loses nothing, and is caught up with', async () => {
      const down = new ServiceUnavailableError('It answered 503');
      const { readRun } = source.pipelines;
      const { readTrace } = source.logs;
      const readRunDown = jest
        .spyOn(source.pipelines, 'readRun')
        .mockImplementation(async run => {
          await readRun(run);
          throw down;
        });
      const readTraceDown = jest
        .spyOn(source.logs, 'readTrace')
        .mockImplementation(async job => {
          await readTrace(job);
          throw down;
        });
      source.failSweepsWith = down;
      app.delivery.start();

      const passMinute = async (minute: number) => {
        // Every webhook tells of the same pipelines once more.
        for (let run = 1; run <= PIPELINES; run += 1) {
          await app.delivery.database.inbox.store({
            sourceId: 'lab',
            event: 'test',
            receivedAt: now,
            ...(await packBody(
              Buffer.from(
                JSON.stringify({
                  records: [
                    runRecord(run, { at: run * 100 + minute }),
                    jobRecord(run, 'test', {
                      at: run * 100 + minute,
                      finishedAt: new Date(now).toISOString(),
                    }),
                  ],
                  refresh: [{ scope: 'shop/cart', key: `run:${run}` }],
                }),
              ),
            )),
          });
        }
        now += MINUTE;
        app.delivery.wakeWorkers();
        await eventually(
          async () => app.delivery.database.inbox.count(),
          left => expect(left.get('lab')?.pending ?? 0).toBe(0),
        );
        await sweepSource(source, app.delivery, new AbortController().signal);
        await eventually(
          async () =>
            (await app.delivery.database.work.nextDueAt(['lab'])) ?? Infinity,
          next => expect(next).toBeGreaterThan(now),
        );
        // One piece of work for each thing, however often it was asked for.
        const { pending, parked } = await work();
        expect(pending).toBeLessThanOrEqual(2 * PIPELINES + 1);
        expect(parked).toBe(0);
      };
      for (let minute = 0; minute < 60; minute += 1) {
        await passMinute(minute);
      }
      // Doubled pauses up to five minutes: about 20 attempts, not 60 and more.
      expect(calls('pipelines.readRun')).toBeLessThan(30 * PIPELINES);
      expect(calls('logs.readTrace')).toBeLessThan(30 * PIPELINES);
      expect(calls('pipelines.sweep')).toBeLessThan(6);

      readRunDown.mockRestore();
      readTraceDown.mockRestore();
      source.failSweepsWith = undefined;
      source.calls.length = 0;
      now += 5 * MINUTE;
      app.delivery.wakeWorkers();
      await eventually(work, left =>
        expect(left).toEqual({ pending: 0, parked: 0 }),
      );
      // Every thing once.
      expect(calls('pipelines.readRun')).toBe(PIPELINES);
      expect(calls('logs.readTrace')).toBe(PIPELINES);
    });
  },
);
