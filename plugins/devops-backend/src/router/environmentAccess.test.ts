import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  AuthorizeResult,
  type PermissionCondition,
  type PermissionCriteria,
} from '@backstage/plugin-permission-common';
import request from 'supertest';
import { DAY, deployed } from '../__testUtils__/deliveryRecords';
import { createFiguresApp, type FiguresApp } from '../__testUtils__/figuresApp';
import {
  component,
  deliver,
  eventually,
  startDevops,
} from '../__testUtils__/startDevops';
import { TestSource } from '../__testUtils__/TestSource';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const NOON = Date.parse('2026-11-20T12:00:00Z');
const ALL = ['development', 'staging', 'production'];

/** A component of the team `shop` that its annotations say may be shown. */
function cart(): Entity {
  const entity = component();
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        ...entity.metadata.annotations,
        'example.com/open': 'yes',
      },
    },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/shop' }],
  };
}

const deployments = () =>
  ALL.map((environment, index) =>
    deployed('a', Date.now() - (index + 1) * DAY, {
      key: `deployment:${environment}`,
      externalId: environment,
      environment,
    }),
  );

const condition = (
  rule: string,
  params: PermissionCondition['params'],
): PermissionCondition => ({
  resourceType: 'devops-environment',
  rule,
  params,
});
const isTier = (...tiers: string[]) =>
  condition('IS_ENVIRONMENT_TIER', { tiers });
const isOwner = (team: string) =>
  condition('IS_ENTITY_OWNER', { claims: [`group:default/${team}`] });
const isOpen = (value?: string) =>
  condition('HAS_ANNOTATION', {
    annotation: 'example.com/open',
    ...(value ? { value } : {}),
  });
const isFullMoon = condition('IS_FULL_MOON', {});

/** What a policy decides, and which environments are left to see. */
const policies: Array<
  [string, PermissionCriteria<PermissionCondition>, string[]]
> = [
  ['a tier', isTier('production'), ['production']],
  ['several tiers', isTier('development', 'staging'), ALL.slice(0, 2)],
  ['not being of a tier', { not: isTier('production') }, ALL.slice(0, 2)],
  ['the owner of the entity', isOwner('shop'), ALL],
  ['another owner', isOwner('people'), []],
  ['an annotation', isOpen(), ALL],
  ['the value of an annotation', isOpen('yes'), ALL],
  ['another value of it', isOpen('no'), []],
  [
    'tier and owner',
    { allOf: [isTier('staging'), isOwner('shop')] },
    ['staging'],
  ],
  [
    'tier or owner',
    { anyOf: [isTier('staging'), isOwner('people')] },
    ['staging'],
  ],
  ['a rule that nobody knows', isFullMoon, []],
  ['the opposite of a rule that nobody knows', { not: isFullMoon }, []],
  [
    'a rule that nobody knows beside one that holds',
    { anyOf: [isFullMoon, isOwner('shop')] },
    [],
  ],
];

describe.each(databases.eachSupportedId())('who sees environments (%s)', id => {
  const clock = { now: NOON };
  let app: FiguresApp;

  beforeAll(async () => {
    app = await createFiguresApp({
      knex: await databases.init(id),
      clock,
      entities: [cart()],
    });
    await app.follow();
    await app.ingest(...deployments());
  });
  beforeEach(() => {
    app.conditions.clear();
    app.decisions.clear();
    // Decisions are remembered for a while.
    clock.now += 10 * 60_000;
  });

  const ask = async (path: string) =>
    (
      await request(app.server)
        .get(`/entities/component/default/cart/${path}`)
        .expect(200)
    ).body;
  const seen = async () => {
    const { items } = await ask('environments');
    return items.map(({ name }: { name: string }) => name);
  };

  it('everyone, where nothing forbids it', async () => {
    expect(await seen()).toEqual(ALL);
  });

  it('nobody, where it is denied', async () => {
    app.decisions.set('devops.environment.read', AuthorizeResult.DENY);
    expect(await seen()).toEqual([]);
    expect((await ask('deployments')).items).toEqual([]);
  });

  it.each(policies)('by %s', async (_by, conditions, expected) => {
    app.conditions.set('devops.environment.read', {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'devops',
      resourceType: 'devops-environment',
      conditions,
    });
    expect(await seen()).toEqual(expected);
    // What is hidden is hidden everywhere.
    const { items } = await ask('deployments');
    expect(
      items.map(({ environment }: { environment: string }) => environment),
    ).toEqual(ALL.filter(name => expected.includes(name)));
    const { environments } = await ask('delivery');
    expect(environments.map(({ name }: { name: string }) => name)).toEqual(
      expected,
    );
  });
});

describe('what the permission framework is told of an environment', () => {
  it('lets the rules of the policy decide, and fails those that nobody knows', async () => {
    const backend = await startDevops({
      sources: [new TestSource()],
      entities: [cart()],
    });
    const apply = async (
      environment: string,
      conditions: PermissionCriteria<PermissionCondition>,
    ) =>
      request(backend.server)
        .post('/api/devops/.well-known/backstage/permissions/apply-conditions')
        .set('Authorization', mockCredentials.service.header())
        .send({
          items: [
            {
              id: '1',
              resourceRef: `component:default/cart#${environment}`,
              resourceType: 'devops-environment',
              conditions,
            },
          ],
        });
    await deliver(backend, { records: deployments() });
    await eventually(
      () => apply('production', isTier('production')),
      ({ body }) => expect(body.items).toEqual([{ id: '1', result: 'ALLOW' }]),
    );
    for (const [environment, conditions, result] of [
      ['staging', isTier('production'), 'DENY'],
      ['staging', isOwner('shop'), 'ALLOW'],
      ['staging', isOpen('no'), 'DENY'],
    ] as const) {
      const { body } = await apply(environment, conditions);
      expect(body.items).toEqual([{ id: '1', result }]);
    }
    expect((await apply('production', isFullMoon)).status).toBeGreaterThan(399);
  });
});
