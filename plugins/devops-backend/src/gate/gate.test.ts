import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import type { JsonObject } from '@backstage/types';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  devopsSourcesExtensionPoint,
  type SloSource,
  type SloStatusRecord,
} from '@backstage-devops/plugin-devops-node';
import request from 'supertest';
import { component } from '../__testUtils__/startDevops';
import { devopsPlugin } from '../plugin';

jest.setTimeout(120_000);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WINDOW_MS = 30 * 24 * HOUR_MS;
const CART = { entity: 'component:default/cart', environment: 'production' };

/** An objective of 99 % whose window has this ratio of errors. */
function standing(
  errorRatio: number,
  changes: Partial<SloStatusRecord> = {},
): SloStatusRecord {
  return {
    sloId: 'cart-availability',
    service: 'cart',
    name: 'availability',
    labels: {},
    objective: 0.99,
    windowMs: WINDOW_MS,
    coverage: 'events',
    live: true,
    ratios: [
      { windowMs: 5 * MINUTE_MS, errorRatio: 0 },
      { windowMs: WINDOW_MS, errorRatio },
    ],
    alertWindows: [],
    alerts: [],
    ...changes,
  };
}

function decisionOn(
  permission: string,
  denied: Set<string>,
): DefinitivePolicyDecision {
  return {
    result: denied.has(permission)
      ? AuthorizeResult.DENY
      : AuthorizeResult.ALLOW,
  };
}

describe('the gate', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
  let stop: (() => Promise<void>) | undefined;

  afterEach(async () => {
    await stop?.();
    stop = undefined;
  });

  async function start(
    databaseId: Parameters<typeof databases.init>[0],
    gate: JsonObject = {},
  ) {
    const knex = await databases.init(databaseId);
    const scheduler = mockServices.scheduler();
    const readStatuses = jest.fn();
    const source: SloSource = {
      id: 'prometheus-main',
      provider: 'prometheus',
      title: 'Fake Prometheus',
      metricSourceTypes: ['prometheus'],
      intervalMs: MINUTE_MS,
      readStatuses,
      explain: () => [],
    };
    const denied = new Set<string>();
    const permissions = mockServices.permissions.mock();
    const decide = async (requests: Array<{ permission: { name: string } }>) =>
      requests.map(({ permission }) => decisionOn(permission.name, denied));
    permissions.authorize.mockImplementation(decide);
    permissions.authorizeConditional.mockImplementation(decide);
    const auditor = mockServices.auditor.mock();
    const success = jest.fn();
    const fail = jest.fn();
    const actions = actionsRegistryServiceMock();
    auditor.createEvent.mockResolvedValue({ success, fail });

    const backend = await startTestBackend({
      features: [
        devopsPlugin,
        createBackendModule({
          pluginId: 'devops',
          moduleId: 'stores',
          register(reg) {
            reg.registerInit({
              deps: { sources: devopsSourcesExtensionPoint },
              async init({ sources }) {
                sources.addSloSource(source);
              },
            });
          },
        }),
        mockServices.database.factory({ knex }),
        permissions.factory,
        auditor.factory,
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => actions,
        }),
        mockServices.rootConfig.factory({ data: { devops: { gate } } }),
        catalogServiceMock.factory({ entities: [component()] }),
      ],
    });
    stop = () => backend.stop();
    const path = '/api/devops/gate';
    return {
      knex,
      denied,
      readStatuses,
      check: (input: JsonObject = CART) =>
        actions.invoke({ id: 'test:check-deployment-gate', input }),
      audit: { createEvent: auditor.createEvent, success, fail },
      async told(...statuses: SloStatusRecord[]) {
        readStatuses.mockResolvedValue({ at: new Date(), statuses });
        await scheduler.triggerTask(`devops-read-slos-${source.id}`);
      },
      get: (query: object = CART) =>
        request(backend.server).get(path).query(query),
      getAll: (entity = CART.entity) =>
        request(backend.server).get(`${path}/environments`).query({ entity }),
      post: (body: object) =>
        request(backend.server).post(`${path}/overrides`).send(body),
      end: (id: string) =>
        request(backend.server).delete(`${path}/overrides/${id}`),
      list: (query: object = { entity: CART.entity }) =>
        request(backend.server).get(`${path}/overrides`).query(query),
    };
  }

  const inAnHour = () => new Date(Date.now() + HOUR_MS).toISOString();
  const override = (changes: object = {}) => ({
    ...CART,
    reason: 'Repairs the checkout',
    until: inAnHour(),
    ...changes,
  });

  describe('as an action', () => {
    it('answers as the API does, in fewer words', async () => {
      const { told, check, get, post } = await start('SQLITE_3');
      await told(standing(0.02, { environment: 'production' }));
      const { body } = await get().expect(200);
      const [{ measuredAt }] = body.slos;
      const frozen = {
        decision: 'freeze',
        withoutOverride: 'freeze',
        reasons: body.reasons.map(
          ({ effect, message, remedy }: Record<string, string>) => ({
            effect,
            message,
            remedy,
          }),
        ),
        measuredUpTo: measuredAt,
      };
      expect(measuredAt).toBeDefined();
      expect(await check()).toEqual({ output: frozen });

      const wanted = override();
      await post(wanted).expect(201);
      expect(await check()).toMatchObject({
        output: {
          decision: 'allow',
          withoutOverride: 'freeze',
          override: { reason: wanted.reason, until: wanted.until },
        },
      });
    });

    it('refuses what names no entity, and what the caller may not see', async () => {
      const { check, denied } = await start('SQLITE_3');
      await expect(check({ ...CART, entity: '' })).rejects.toThrow(
        "'entity' must be an entity ref such as component:default/shop",
      );
      denied.add('devops.slo.read');
      await expect(check()).rejects.toThrow('you have no permission to see it');
    });
  });

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    it('decides by the budgets that hold in an environment, from the store', async () => {
      const { told, get, readStatuses } = await start(databaseId);
      await told(
        standing(0.0085, { environment: 'production' }),
        standing(0.02, { environment: 'staging' }),
      );
      const { body } = await get().expect(200);
      expect(body).toMatchObject({
        entityRef: 'component:default/cart',
        environment: 'production',
        decision: 'slow',
        byPolicy: 'slow',
        reasons: [
          {
            kind: 'budget_low',
            sloId: 'cart-availability@production',
            message:
              '15 % of the error budget of availability is left; below 25 % deployments are slowed',
            limit: 0.25,
          },
        ],
        policy: { freezeAtBudget: 0, slowBelowBudget: 0.25 },
        longestOverrideMs: 24 * HOUR_MS,
        slos: [
          {
            id: 'cart-availability@production',
            state: 'ok',
            budgetRemaining: expect.closeTo(0.15, 9),
          },
        ],
        freshness: { state: 'current' },
      });
      expect(body).not.toHaveProperty('override');
      const staging = await get({ ...CART, environment: 'staging' });
      expect(staging.body).toMatchObject({
        decision: 'freeze',
        reasons: [{ kind: 'budget_spent' }],
      });
      expect(readStatuses).toHaveBeenCalledTimes(1);
    });

    it('decides for all environments at once as for each', async () => {
      const { told, get, getAll, post } = await start(databaseId);
      expect((await getAll().expect(200)).body).toMatchObject({
        entityRef: CART.entity,
        items: [],
      });
      await told(
        standing(0.0085, { environment: 'production' }),
        standing(0.02, { environment: 'staging' }),
      );
      await post(override({ environment: 'staging' })).expect(201);
      const { body, headers } = await getAll().expect(200);
      expect(
        body.items.map(
          ({ environment }: { environment: string }) => environment,
        ),
      ).toEqual(['staging', 'production']);
      for (const gate of body.items) {
        const { environment } = gate;
        const one = await get({ ...CART, environment }).expect(200);
        const {
          slos,
          entityRef,
          policy,
          longestOverrideMs,
          freshness,
          ...own
        } = one.body;
        expect(slos).toHaveLength(1);
        expect(gate).toEqual(own);
        expect(body).toMatchObject({ entityRef, policy, longestOverrideMs });
      }
      expect(body.items[0]).toMatchObject({
        decision: 'allow',
        byPolicy: 'freeze',
        override: { environment: 'staging' },
      });
      await getAll().set('If-None-Match', headers.etag).expect(304);
    });

    it('tells of no environment that the caller may not see', async () => {
      const { told, getAll, denied } = await start(databaseId);
      await told(standing(0.02, { environment: 'production' }));
      denied.add('devops.environment.read');
      expect((await getAll().expect(200)).body.items).toEqual([]);
    });

    it('is a secret where objectives are one', async () => {
      const { getAll, denied } = await start(databaseId);
      denied.add('devops.slo.read');
      expect((await getAll()).status).toBe(404);
    });

    it('counts an objective that names no environment where users are', async () => {
      const { told, get } = await start(databaseId);
      await told(standing(0.02));
      const decisionIn = async (environment: string) =>
        (await get({ entity: 'cart', environment })).body.decision;
      expect(await decisionIn('production')).toBe('freeze');
      expect(await decisionIn('blue')).toBe('freeze');
      expect(await decisionIn('staging')).toBe('allow');
    });

    it('answers 304 until something changes', async () => {
      const { told, get, post } = await start(databaseId);
      await told(standing(0.02));
      const { etag } = (await get().expect(200)).headers;
      const again = async () => (await get().set('If-None-Match', etag)).status;
      expect(await again()).toBe(304);
      await post(override()).expect(201);
      expect(await again()).toBe(200);
    });

    it('lets pass by an override, tells who and why, and keeps it', async () => {
      const { told, get, post, end, list, audit } = await start(databaseId);
      await told(standing(0.02));
      expect((await get()).body.decision).toBe('freeze');

      const wanted = override({ reason: '  Repairs the checkout ' });
      const { body: made } = await post(wanted).expect(201);
      expect(made).toEqual({
        id: expect.any(String),
        entityRef: CART.entity,
        environment: 'production',
        reason: 'Repairs the checkout',
        createdBy: 'user:default/mock',
        createdAt: expect.any(String),
        until: wanted.until,
      });
      expect(audit.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: 'gate-override',
          severityLevel: 'high',
          meta: {
            entityRef: CART.entity,
            environment: 'production',
            reason: wanted.reason,
            until: wanted.until,
          },
        }),
      );
      expect(audit.success).toHaveBeenCalledTimes(1);
      expect((await get()).body).toMatchObject({
        decision: 'allow',
        byPolicy: 'freeze',
        reasons: [
          {
            kind: 'override',
            message: `user:default/mock allowed deployments until ${wanted.until}: Repairs the checkout`,
          },
          { kind: 'budget_spent', effect: 'freeze' },
        ],
        override: { id: made.id },
      });
      const staging = { ...CART, environment: 'staging' };
      expect((await get(staging)).body).not.toHaveProperty('override');

      await end(made.id).expect(204);
      expect((await get()).body.decision).toBe('freeze');
      await end(made.id).expect(409);
      expect((await list().expect(200)).body.items).toEqual([
        {
          ...made,
          endedAt: expect.any(String),
          endedBy: 'user:default/mock',
        },
      ]);
      expect(audit.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: 'gate-override-end',
          meta: { overrideId: made.id },
        }),
      );
    });

    it('lets one override hold at a time, until its time is over', async () => {
      const { told, get, post, end, list, knex } = await start(databaseId);
      await told(standing(0.02));
      await post(override({ reason: 'first' })).expect(201);
      const { body: second } = await post(override({ reason: 'second' }));
      expect((await get()).body.override.id).toBe(second.id);

      const { body: page } = await list({ entity: CART.entity, limit: 1 });
      expect(page.items).toMatchObject([{ reason: 'second' }]);
      const { body: rest } = await list({
        entity: CART.entity,
        limit: 1,
        cursor: page.nextCursor,
      });
      expect(rest.items).toMatchObject([
        { reason: 'first', endedBy: 'user:default/mock' },
      ]);
      expect(rest).not.toHaveProperty('nextCursor');

      await knex('gate_override')
        .where({ id: second.id })
        .update({ until_at: Date.now() - 1 });
      expect((await get()).body.decision).toBe('freeze');
      await end(second.id).expect(409);
    });

    it('is for those who may see the objectives and the environment', async () => {
      const { told, get, list, post, denied } = await start(databaseId);
      await told(standing(0.02));
      denied.add('devops.slo.read');
      const hidden = await get().expect(404);
      await list().expect(404);
      await post(override()).expect(404);
      const entity = 'component:default/nothing';
      const missing = await get({ ...CART, entity }).expect(404);
      expect(hidden.body.error.message).toBe(
        missing.body.error.message.replace('nothing', 'cart'),
      );
    });

    it('says that an environment is not there to whom may not see it', async () => {
      const { told, get, list, post, denied, knex } = await start(databaseId);
      await told(standing(0.02));
      await knex('gate_override').insert({
        id: '0',
        entity_ref: CART.entity,
        environment: 'production',
        reason: 'Repairs the checkout',
        created_by: 'user:default/ada',
        created_at: 1,
        until_at: Date.now() + HOUR_MS,
      });
      denied.add('devops.environment.read');
      await get().expect(404);
      await post(override()).expect(404);
      expect((await list()).body).toEqual({ items: [] });
    });

    it('is overridden only by those who may, and both is in the audit log', async () => {
      const { told, get, post, end, denied, audit } = await start(databaseId);
      await told(standing(0.02));
      const { body: made } = await post(override()).expect(201);
      denied.add('devops.gate.override');
      const refused = await post(override()).expect(403);
      expect(refused.body.error.message).toContain('devops.gate.override');
      await end(made.id).expect(403);
      expect(audit.fail).toHaveBeenCalledTimes(2);
      expect((await get()).body.override.id).toBe(made.id);
    });
  });

  describe('refuses', () => {
    it('an override by a machine', async () => {
      const { told, post, get } = await start('SQLITE_3');
      await told(standing(0.02));
      const header = mockCredentials.service.header();
      await post(override()).set('Authorization', header).expect(403);
      const { body } = await get().set('Authorization', header).expect(200);
      expect(body.decision).toBe('freeze');
    });

    it.each([
      ['a reason of nothing but space', { reason: '   ' }, "'reason'"],
      ['an end in the past', { until: '2020-01-01T00:00:00Z' }, "'until'"],
      [
        'an end that is too far away',
        { until: '2999-01-01T00:00:00Z' },
        'devops.gate.longestOverride',
      ],
      ['no reason', { reason: undefined }, 'reason'],
      ['a ref that is none', { entity: 'a:b:c/' }, "'entity'"],
    ])('%s', async (_, changes, words) => {
      const { post } = await start('SQLITE_3', {
        longestOverride: { hours: 2 },
      });
      const { body } = await post(override(changes)).expect(400);
      expect(body.error.message).toContain(words);
    });

    it('to start with a policy that makes no sense, and names the key', async () => {
      await expect(start('SQLITE_3', { slowBelowBudget: 25 })).rejects.toThrow(
        'devops.gate.slowBelowBudget',
      );
    });
  });

  it('goes by the policy of the configuration', async () => {
    const { told, get } = await start('SQLITE_3', {
      freezeAtBudget: 0.2,
      whenUnknown: 'freeze',
    });
    await told(standing(0.0085));
    expect((await get()).body.decision).toBe('freeze');
    await told(standing(0, { coverage: 'no_data', ratios: [], live: false }));
    expect((await get()).body).toMatchObject({
      decision: 'freeze',
      reasons: [{ kind: 'unknown' }],
    });
  });
});
