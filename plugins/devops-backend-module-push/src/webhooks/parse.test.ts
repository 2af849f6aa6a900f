import {
  compareVersions,
  type DeliveryRecord,
} from '@backstage-devops/plugin-devops-node';
import fc from 'fast-check';
import { parseWebhook } from './parse';

const RECEIVED = new Date('2026-03-02T12:00:00Z');

const parse = (body: unknown, receivedAt = RECEIVED) =>
  parseWebhook({ event: 'events', body, receivedAt }).records;

describe('records of events', () => {
  it('tells a deployment with all that people said of it', () => {
    expect(
      parse({
        type: 'deployment',
        id: 42,
        entity: 'Cart',
        unit: 'api',
        environment: 'live',
        outcome: 'failure',
        startedAt: '2026-03-02T10:00:00+01:00',
        finishedAt: '2026-03-02T09:02:00Z',
        revision: 'c0ffee1',
        version: 'v1',
        ref: 'main',
        actor: 'ana',
        runId: '7',
        attempt: 3,
        failed: false,
        unplanned: true,
        url: 'https://cd.example.com/42',
      }),
    ).toEqual([
      {
        type: 'deployment',
        scope: 'component:default/cart',
        key: 'deployment:component:default/cart:42',
        version: {
          generation: 3,
          terminal: true,
          at: Date.parse('2026-03-02T09:02:00Z'),
        },
        externalId: '42',
        environment: 'live',
        tier: 'production',
        unit: 'api',
        attempt: 3,
        markedFailed: false,
        markedUnplanned: true,
        status: 'failed',
        providerStatus: 'failure',
        release: 'v1',
        ref: 'main',
        revision: 'c0ffee1',
        actor: { name: 'ana' },
        runKey: 'run:component:default/cart:7',
        createdAt: '2026-03-02T09:00:00.000Z',
        startedAt: '2026-03-02T09:00:00.000Z',
        finishedAt: '2026-03-02T09:02:00.000Z',
        durationMs: 120_000,
        url: 'https://cd.example.com/42',
      },
    ]);
  });

  it('tells the deployment that caused an incident by its key', () => {
    expect(
      parse({
        type: 'incident',
        id: 'INC-1',
        entity: 'cart',
        startedAt: '2026-03-02T10:00:00Z',
        deployment: '42',
      }),
    ).toEqual([
      expect.objectContaining({
        status: 'open',
        deploymentKey: 'deployment:component:default/cart:42',
      }),
    ]);
  });

  it.each([
    ['a', 'b', ['c1'], undefined, 'ahead'],
    ['a', 'b', [], undefined, 'behind'],
    ['a', 'b', [], 'api', 'ahead'],
    ['a', 'a', [], undefined, 'identical'],
    ['', 'b', [], undefined, 'ahead'],
  ])(
    '%j..%s with %j of unit %s lies %s',
    (from, to, commits, unit, expected) => {
      expect(
        parse({ type: 'range', entity: 'cart', from, to, commits, unit }),
      ).toEqual([
        expect.objectContaining({
          key: `range:${from}..${to}`,
          from,
          to,
          direction: expected,
          complete: true,
        }),
      ]);
    },
  );

  it('gives a range without entity to all entities of the request', () => {
    const range = { type: 'range', from: 'a', to: 'b', commits: [] };
    const run = { type: 'run', id: '1', status: 'queued' };
    const records = parse([
      range,
      { ...run, entity: 'cart' },
      { ...run, entity: 'till' },
    ]);
    expect(
      records.filter(({ type }) => type === 'range').map(({ scope }) => scope),
    ).toEqual(['component:default/cart', 'component:default/till']);
  });

  it('gives a job without entity to that of its run', () => {
    const records = parse([
      { type: 'job', id: '1', run: '7', name: 'test', status: 'running' },
      { type: 'run', id: '7', entity: 'cart', status: 'running' },
    ]);
    expect(records[0]).toMatchObject({
      scope: 'component:default/cart',
      runKey: 'run:component:default/cart:7',
    });
  });

  it('dates a change without dates by its commits', () => {
    const [change] = parse({
      type: 'change',
      id: '1',
      entity: 'cart',
      commits: [
        { sha: 'b', authoredAt: '2026-03-01T08:00:00Z' },
        { sha: 'a', authoredAt: '2026-03-01T07:00:00Z', message: 'Fix\n\nAll' },
      ],
    });
    expect(change).toMatchObject({
      createdAt: '2026-03-01T07:00:00.000Z',
      commits: [
        { sha: 'b' },
        { sha: 'a', title: 'Fix', message: 'Fix\n\nAll' },
      ],
    });
  });

  it('never lets the time of arrival decide what is newer', () => {
    const bare = {
      type: 'deployment',
      id: '1',
      entity: 'cart',
      environment: 'production',
      outcome: 'running',
    };
    const [early] = parse(bare, new Date('2026-03-02T12:00:00Z'));
    const [late] = parse(bare, new Date('2026-03-02T13:00:00Z'));
    expect(compareVersions(early.version, late.version)).toBe(0);
  });
});

describe('any history of one deployment', () => {
  const minute = fc.integer({ min: 0, max: 59 });
  const instant = (minutes: number) =>
    new Date(Date.UTC(2026, 2, 2, 10, minutes)).toISOString();

  /** Attempts one after the other, each with its start and its end. */
  const history = fc
    .array(
      fc.record({
        outcome: fc.constantFrom('success', 'failure', 'canceled'),
        startedAt: minute,
        lasts: minute,
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map(attempts =>
      attempts.flatMap(({ outcome, startedAt, lasts }, index) => {
        const start = {
          type: 'deployment',
          id: '1',
          entity: 'cart',
          environment: 'production',
          attempt: index + 1,
          startedAt: instant(startedAt),
        };
        return [
          { ...start, outcome: 'running' },
          { ...start, outcome, finishedAt: instant(startedAt + lasts) },
        ];
      }),
    );

  it('ends as its last event says, in any order and with any repetition', () => {
    fc.assert(
      fc.property(
        history.chain(events =>
          fc.tuple(
            fc.constant(events),
            fc.shuffledSubarray(events, { minLength: events.length }),
            fc.array(fc.constantFrom(...events)),
          ),
        ),
        ([events, shuffled, repeated]) => {
          const [last] = parse(events[events.length - 1]);
          const arrived = [...shuffled, ...repeated].flatMap(event =>
            parse(event),
          );
          const stored = arrived.reduce<DeliveryRecord>(
            (newest, record) =>
              compareVersions(record.version, newest.version) > 0
                ? record
                : newest,
            arrived[0],
          );
          expect(stored).toEqual(last);
        },
      ),
    );
  });
});
