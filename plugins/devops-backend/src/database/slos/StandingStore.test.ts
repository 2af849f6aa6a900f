import { TestDatabases } from '@backstage/backend-test-utils';
import { told } from '../../__testUtils__/startSlos';
import { migrationsDirectory } from '../createDatabase';
import { StandingStore } from './StandingStore';

jest.setTimeout(120_000);

const LAST_OF_FOUR_BYTES = 2_147_483_647;

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

// Each round takes a number for each objective.
it.each(databases.eachSupportedId())(
  'has numbers left for many years on %s',
  async id => {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
    await knex.raw(
      id === 'SQLITE_3'
        ? "insert into sqlite_sequence (name, seq) values ('slo_standings', ?)"
        : "select setval('slo_standings_id_seq', ?)",
      [LAST_OF_FOUR_BYTES],
    );
    const store = new StandingStore(knex);
    const at = new Date();
    const statuses = [told('shop', 'availability'), told('shop', 'latency')];

    await store.save('prometheus', { at, statuses });
    await store.save('prometheus', { at, statuses });

    const standings = await store.ofSource('prometheus');
    expect(standings.map(({ record }) => record.sloId)).toEqual([
      'shop-availability',
      'shop-latency',
    ]);
    const [{ id: standingId }] = standings;
    expect(standingId).toBeGreaterThan(LAST_OF_FOUR_BYTES);
    await store.recordStates(
      [{ id: standingId, state: 'burning' }],
      at.getTime(),
    );
    expect((await store.ofSource('prometheus'))[0].state).toBe('burning');
    expect(
      await store.readPoints(standingId, {
        from: 0,
        to: at.getTime() + 60_000,
      }),
    ).toHaveLength(1);
  },
);
