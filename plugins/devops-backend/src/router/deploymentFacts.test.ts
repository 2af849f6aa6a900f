import { TestDatabases } from '@backstage/backend-test-utils';
import request from 'supertest';
import {
  between,
  DAY,
  deployed,
  HOUR,
  incident,
  merged,
} from '../__testUtils__/deliveryRecords';
import { createFiguresApp, type FiguresApp } from '../__testUtils__/figuresApp';
import { component } from '../__testUtils__/startDevops';
import { runRecord } from '../__testUtils__/testRecords';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const NOON = Date.parse('2026-11-20T12:00:00Z');
const CART = '/entities/component/default/cart';

/** An item of an answer, as it came. */
type Answered = Record<string, unknown>;

describe.each(databases.eachSupportedId())(
  'what is told of deployments (%s)',
  id => {
    let clock: { now: number };
    let app: FiguresApp;

    beforeAll(async () => {
      clock = { now: NOON };
      app = await createFiguresApp({
        knex: await databases.init(id),
        clock,
        entities: [component()],
      });
    });
    beforeEach(async () => {
      await app.reset();
      app.source.calls.length = 0;
      clock.now = NOON;
      await app.follow();
    });

    const ask = async (path: string) =>
      (await request(app.server).get(`${CART}/${path}`).expect(200)).body;
    const deployments = async (): Promise<Answered[]> =>
      (await ask('deployments')).items;
    const at = (days: number) => NOON - days * DAY;
    const facts = ({ revision, kind, verdict, changeCount }: Answered) => ({
      revision,
      kind,
      verdict,
      changeCount,
    });

    it('tells what each one is, what it brought, and which was before it', async () => {
      await app.ingest(
        deployed('a', at(9)),
        deployed('b', at(8)),
        deployed('b', at(7)),
        // A rollback soon after says that the one before it failed.
        deployed('a', at(7) + HOUR),
        merged(1, 'b', at(8) - HOUR),
        between('a', 'b', ['b']),
        between('b', 'a', [], { direction: 'behind' }),
      );
      await app.settle();
      const items = await deployments();
      expect(items.map(facts)).toEqual([
        { revision: 'a', kind: 'rollback', verdict: 'ok', changeCount: 0 },
        { revision: 'b', kind: 'redeploy', verdict: 'failed', changeCount: 0 },
        { revision: 'b', kind: 'forward', verdict: 'ok', changeCount: 1 },
        {
          revision: 'a',
          kind: 'initial',
          verdict: 'ok',
          changeCount: undefined,
        },
      ]);
      expect(items.map(({ previousId }) => previousId)).toEqual([
        items[1].id,
        items[2].id,
        items[3].id,
        undefined,
      ]);
      const { items: environments } = await ask('environments');
      expect(environments[0].current).toMatchObject({ kind: 'rollback' });
    });

    it('leaves out what is not known or not computed yet', async () => {
      await app.ingest(
        deployed('a', at(9), { unit: 'api' }),
        deployed('b', at(8), { unit: 'api' }),
      );
      const [early] = await deployments();
      expect(early).toMatchObject({ unit: 'api' });
      expect(early).not.toHaveProperty('kind');
      await app.settle();
      // Nobody told yet what lies between the two.
      expect((await deployments()).map(facts)[0]).toEqual({
        revision: 'b',
        kind: 'forward',
        verdict: 'ok',
        changeCount: undefined,
      });
    });

    it('does not take a list that the provider cut for all there is', async () => {
      await app.ingest(
        deployed('a', at(9)),
        deployed('c', at(8)),
        between('a', 'c', ['b'], { complete: false }),
      );
      await app.settle();
      const [newest] = await deployments();
      expect(newest).toMatchObject({ kind: 'forward' });
      expect(newest).not.toHaveProperty('changeCount');
      const { body_json } = await app.snapshot(30);
      expect(JSON.parse(body_json).metrics.leadTime.dataQuality).toMatchObject({
        deploymentsWithPartOfRange: 1,
      });
      // As much is known as if nothing was told of what lies between.
      expect((await app.snapshot(30)).quality).toBeLessThan(1);
    });

    const inEnvironments = (
      development: string,
      staging: string,
      production: string,
    ) => [
      deployed(development, at(1), {
        key: 'd-1',
        environment: 'development',
      }),
      deployed(staging, at(2), { key: 's-1', environment: 'staging' }),
      deployed(production, at(3), { key: 'p-1', environment: 'production' }),
    ];
    const distances = async () =>
      (await ask('environments')).items.map(
        ({ name, commitsAhead, commitsBehindMain }: Answered) => [
          name,
          commitsAhead,
          commitsBehindMain,
        ],
      );
    const main = (revision: string) =>
      runRecord(1, {
        revision,
        createdAt: new Date(at(1) - HOUR).toISOString(),
      });

    it('counts commits from environment to environment and to the default branch', async () => {
      await app.ingest(
        main('f'),
        ...inEnvironments('f', 'd', 'a'),
        between('d', 'f', ['e', 'f']),
        between('a', 'd', ['b', 'c', 'd']),
      );
      expect(await distances()).toEqual([
        ['development', undefined, 0],
        ['staging', 2, 2],
        ['production', 3, 5],
      ]);
      const { headline } = await ask('delivery');
      expect(headline).toMatchObject({
        kind: 'production_differs',
        commitsBehind: 5,
      });
      expect(app.source.calls).toEqual([]);
    });

    it('counts nothing that was cut, and not on from it', async () => {
      await app.ingest(
        main('f'),
        ...inEnvironments('f', 'd', 'a'),
        between('d', 'f', ['f'], { complete: false }),
        between('a', 'd', ['b', 'c', 'd']),
      );
      expect(await distances()).toEqual([
        ['development', undefined, 0],
        ['staging', undefined, undefined],
        ['production', 3, undefined],
      ]);
      const { headline } = await ask('delivery');
      expect(headline.kind).toBe('production_differs');
      expect(headline).not.toHaveProperty('commitsBehind');
    });

    it('does not count on from where two have gone apart', async () => {
      await app.ingest(
        main('f'),
        ...inEnvironments('f', 'd', 'x'),
        between('d', 'f', ['e', 'f']),
        // What production has beside that may be in the default branch, too.
        between('x', 'd', ['c', 'd'], { direction: 'diverged' }),
      );
      expect((await distances())[2]).toEqual(['production', 2, undefined]);
      await app.ingest(
        between('x', 'f', ['c', 'd', 'e', 'f'], { direction: 'diverged' }),
      );
      expect((await distances())[2]).toEqual(['production', 2, 4]);
    });

    it('tells which deployment an incident is attributed to, and how sure', async () => {
      await app.ingest(
        deployed('a', at(9)),
        deployed('b', at(8)),
        incident(1, at(8) + HOUR, at(8) + 2 * HOUR),
        incident(2, at(8) + 2 * HOUR, at(8) + 3 * HOUR, { service: 'PCART' }),
        // Weeks later: too late to be of that deployment.
        incident(3, at(2), at(1)),
      );
      await app.settle();
      const [newest] = await deployments();
      const { items } = await ask('incidents');
      expect(
        items.map(({ externalId, deploymentId, confidence }: Answered) => [
          externalId,
          deploymentId,
          confidence,
        ]),
      ).toEqual([
        ['3', undefined, undefined],
        ['2', newest.id, 'service'],
        ['1', newest.id, 'heuristic'],
      ]);
      const { items: page } = await ask('incidents?limit=1');
      expect(page).toHaveLength(1);
    });
  },
);
