import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from './createDatabase';
import { DevopsDatabase } from './DevopsDatabase';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const SCOPES = [{ sourceId: 'lab', scope: 'shop/cart' }];
const AFTER = { createdAt: 5, id: 'x' };

/** The plans of the statements that some work runs. */
async function plansOf(
  knex: Knex,
  work: (database: DevopsDatabase) => Promise<unknown>,
): Promise<string[]> {
  const statements: Array<{ sql: string; bindings: never[] }> = [];
  const note = (query: { sql: string; bindings: never[] }) => {
    statements.push(query);
  };
  knex.on('query', note);
  await work(new DevopsDatabase(knex));
  knex.removeListener('query', note);
  const plans: string[] = [];
  for (const { sql, bindings } of statements) {
    const steps: Array<{ detail: string }> = await knex.raw(
      `explain query plan ${sql}`,
      bindings,
    );
    plans.push(steps.map(step => step.detail).join('; '));
  }
  return plans;
}

describe.each(databases.eachSupportedId())('what pages ask (%s)', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
    await knex('environment').insert({
      id: 'e1',
      source_id: 'lab',
      scope: 'shop/cart',
      name: 'staging',
      gone: false,
      changed_at: 0,
      version: '',
    });
  });

  it.each<[string, (database: DevopsDatabase) => Promise<unknown>]>([
    ['runs', db => db.listRuns(SCOPES, { limit: 20 })],
    ['further runs', db => db.listRuns(SCOPES, { limit: 20, after: AFTER })],
    [
      'runs of the default branch',
      db => db.listRuns(SCOPES, { limit: 20, defaultBranch: true }),
    ],
    ['open runs', db => db.listOpenRuns(SCOPES[0])],
    ['a run', db => db.readRun(SCOPES, 'r')],
    ['jobs', db => db.listJobs('r')],
    ['a job', db => db.readJob(SCOPES, 'j')],
    [
      'jobs that tell',
      db => db.listTellingJobs({ failed: ['r', 's'], waiting: ['t'] }),
    ],
    ['deployments', db => db.listDeployments(SCOPES, { limit: 20 })],
    [
      'deployments to an environment',
      db => db.listDeployments(SCOPES, { limit: 20, environment: 'staging' }),
    ],
    ['environments', db => db.readEnvironments(SCOPES)],
    ['bindings', db => db.readBindings('uid')],
    ['bound entities', db => db.readBoundUids('lab', ['shop/cart'])],
    ['the state of a scope', db => db.readSourceState(SCOPES[0])],
    ['counts of deliveries', db => db.inbox.count()],
    ['what was found out', db => db.readVerdicts('uid', ['d1', 'd2'])],
    [
      'distances',
      db => db.readDistances([{ scope: SCOPES[0], from: 'a', to: 'b' }]),
    ],
    [
      'deliveries of an event',
      db => db.inbox.list({ event: 'Job Hook', limit: 20 }),
    ],
  ])('finds %s by an index', async (_what, work) => {
    for (const plan of await plansOf(knex, work)) {
      expect(plan).not.toMatch(
        /SCAN (pipeline_run|job_run|namesake|deployment|deployment_verdict|revision_range|inbox|d\b)(?! USING COVERING INDEX inbox_)/,
      );
    }
  });

  it.each<[string, (database: DevopsDatabase) => Promise<unknown>]>([
    ['runs', db => db.listRuns(SCOPES, { limit: 20 })],
    [
      'runs of the default branch',
      db => db.listRuns(SCOPES, { limit: 20, defaultBranch: true }),
    ],
    ['deployments', db => db.listDeployments(SCOPES, { limit: 20 })],
    ['environments', async db => db.readEnvironments(SCOPES)],
  ])(
    'reads %s in the order of an index, so that a limit is a limit',
    async (what, work) => {
      const plans = await plansOf(knex, work);
      const sorts = plans.join().split('USE TEMP B-TREE').length - 1;
      // The names of a few environments may be sorted; deployments may not.
      expect(sorts).toBeLessThanOrEqual(what === 'environments' ? 1 : 0);
    },
  );
});
