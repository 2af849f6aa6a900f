import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';
import type { Knex } from 'knex';
import { gzipSync } from 'node:zlib';
import { createTestApp } from '../__testUtils__/createTestApp';
import { component, eventually } from '../__testUtils__/startDevops';
import {
  deploymentRecord,
  rangeRecord,
  START,
  TestSource,
} from '../__testUtils__/TestSource';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const SCOPE = { sourceId: 'lab', scope: 'shop/cart' };
const DAY = 24 * 60 * 60_000;

describe.each(databases.eachSupportedId())('revision ranges (%s)', id => {
  let source: TestSource;
  let knex: Knex;
  let app: Awaited<ReturnType<typeof createTestApp>>;
  let now: number;
  let cart: Entity;

  beforeEach(async () => {
    now = START + 10_000_000;
    cart = component();
    source = new TestSource();
    knex = await databases.init(id);
    app = await createTestApp({
      knex,
      sources: [source],
      entities: [cart],
      now: () => now,
    });
  });

  afterEach(async () => {
    await app.delivery.stop();
  });

  /** Delivers records and returns what the provider was asked afterwards. */
  const deliver = async (...records: DeliveryRecord[]) => {
    source.calls.length = 0;
    await app.delivery.database.inbox.store({
      sourceId: 'lab',
      event: 'test',
      receivedAt: now,
      body: gzipSync(JSON.stringify({ records })),
    });
    app.delivery.start();
    app.delivery.wakeWorkers();
    await eventually(
      async () => [
        (await app.delivery.database.inbox.count()).size,
        await app.delivery.database.inbox.nextDueAt(['lab']),
        Number((await knex('work_queue').count({ n: '*' }).first())?.n),
      ],
      left => expect(left).toEqual([0, undefined, 0]),
    );
    return source.calls.filter(call => call.startsWith('changes.')).sort();
  };
  const range = (from: string, to: string) =>
    app.delivery.database.readRange(SCOPE, { from, to });

  it('are asked for between a deployment and the success before it', async () => {
    source.ranges.set('sha1..sha3', rangeRecord('sha1', 'sha3'));
    expect(
      await deliver(
        deploymentRecord(1, 'production'),
        deploymentRecord(2, 'production', { status: 'failed' }),
        deploymentRecord(3, 'production'),
      ),
    ).toEqual(['changes.compare sha1..sha3']);
    expect(await range('sha1', 'sha3')).toMatchObject({
      direction: 'ahead',
      from_revision: 'sha1',
      to_revision: 'sha3',
    });
  });

  it('are asked for once, and not for a deployment of the same revision', async () => {
    source.ranges.set('sha1..sha2', rangeRecord('sha1', 'sha2'));
    await deliver(
      deploymentRecord(1, 'production'),
      deploymentRecord(2, 'production'),
    );
    expect(
      await deliver(
        deploymentRecord(2, 'production', { at: 900 }),
        deploymentRecord(3, 'production', { revision: 'sha2' }),
      ),
    ).toEqual([]);
  });

  it('are asked for on both sides of a deployment that becomes known late', async () => {
    await deliver(
      deploymentRecord(1, 'production'),
      deploymentRecord(3, 'production'),
    );
    expect(await deliver(deploymentRecord(2, 'production'))).toEqual([
      'changes.compare sha1..sha2',
      'changes.compare sha2..sha3',
    ]);
  });

  it('keep what is deployed apart from one another', async () => {
    expect(
      await deliver(
        deploymentRecord(1, 'production', { unit: 'api' }),
        deploymentRecord(2, 'production', { unit: 'web' }),
        deploymentRecord(3, 'production', { unit: 'api' }),
        deploymentRecord(4, 'production', { scope: 'shop/billing' }),
      ),
    ).toEqual(['changes.compare sha1..sha3']);
  });

  it('are asked for between what runs in neighbouring environments', async () => {
    expect(
      await deliver(
        deploymentRecord(1, 'production'),
        deploymentRecord(2, 'staging'),
        deploymentRecord(3, 'development'),
      ),
    ).toEqual(['changes.compare sha1..sha2', 'changes.compare sha2..sha3']);
  });

  it('are not asked for again until a day after the provider did not know a revision', async () => {
    await deliver(
      deploymentRecord(1, 'production'),
      deploymentRecord(2, 'production'),
    );
    expect(await range('sha1', 'sha2')).toMatchObject({ commits_json: '[]' });
    now += DAY - 1;
    expect(
      await deliver(deploymentRecord(2, 'production', { at: 900 })),
    ).toEqual([]);
    now += 2;
    source.ranges.set('sha1..sha2', rangeRecord('sha1', 'sha2'));
    expect(
      await deliver(deploymentRecord(2, 'production', { at: 901 })),
    ).toEqual(['changes.compare sha1..sha2']);
    const stored = await range('sha1', 'sha2');
    expect(Boolean(stored?.complete)).toBe(true);
    expect(JSON.parse(stored!.commits_json)).toHaveLength(1);
  });

  it('come with files where an entity says which ones belong to it', async () => {
    cart.metadata.annotations!['backstage-devops.io/paths'] = 'api/**';
    await app.delivery.bindings.followCatalog(new AbortController().signal);
    const commits = [{ sha: 'sha2', paths: ['api/main.ts'] }];
    source.ranges.set('sha1..sha2', rangeRecord('sha1', 'sha2', { commits }));
    expect(
      await deliver(
        deploymentRecord(1, 'production'),
        deploymentRecord(2, 'production'),
      ),
    ).toEqual(['changes.compare sha1..sha2 with paths']);
    expect(JSON.parse((await range('sha1', 'sha2'))!.commits_json)).toEqual(
      commits,
    );
  });
});
