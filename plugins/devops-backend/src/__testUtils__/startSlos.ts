import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type ConditionalPolicyDecision,
  type DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  devopsSourcesExtensionPoint,
  type MeasurementRecord,
  type MeasurementSource,
  type SloSource,
  type SloStatusRecord,
} from '@backstage-devops/plugin-devops-node';
import type { Knex } from 'knex';
import request from 'supertest';
import { devopsPlugin } from '../plugin';

export const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const BASE = 'https://gitlab.example.com/team/shop/-/blob/main';

/** A component of a team and, perhaps, of a system. */
export function service(
  name: string,
  options: {
    owner?: string;
    system?: string;
    annotations?: Record<string, string>;
  } = {},
): Entity {
  const { owner = 'team', system, annotations } = options;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      annotations: {
        'backstage.io/managed-by-location': `url:${BASE}/catalog-info.yaml`,
        ...annotations,
      },
    },
    spec: { type: 'service', lifecycle: 'production', owner },
    relations: [
      { type: 'ownedBy', targetRef: `group:default/${owner}` },
      ...(system
        ? [{ type: 'partOf', targetRef: `system:default/${system}` }]
        : []),
    ],
  };
}

/** Production of a component as the catalog tells it. */
export function productionOf(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: `${name}-production`,
      namespace: 'default',
      uid: `uid-${name}-production`,
      annotations: { 'backstage-devops.io/environment': 'production' },
      links: [{ url: `https://${name}.example.com/` }],
    },
    spec: { type: 'environment', owner: 'team' },
    relations: [
      { type: 'dependencyOf', targetRef: `component:default/${name}` },
    ],
  };
}

/** An objective of 99 % as a source tells it; by default nothing went wrong. */
export function told(
  owner: string,
  name: string,
  changes: Partial<SloStatusRecord> & {
    errorRatio?: number;
    burn?: number;
  } = {},
): SloStatusRecord {
  const { errorRatio = 0, burn = 0, ...others } = changes;
  return {
    sloId: `${owner}-${name}`,
    service: owner,
    name,
    labels: {},
    objective: 0.99,
    windowMs: 30 * DAY_MS,
    coverage: 'events',
    live: true,
    ratios: [
      { windowMs: 5 * MINUTE_MS, errorRatio: burn * 0.01 },
      { windowMs: 60 * MINUTE_MS, errorRatio: burn * 0.01 },
      { windowMs: 30 * DAY_MS, errorRatio },
    ],
    alertWindows: [
      {
        longMs: 60 * MINUTE_MS,
        shortMs: 5 * MINUTE_MS,
        factor: 14.4,
        severity: 'page',
        canFire: true,
      },
    ],
    alerts: [],
    ...others,
  };
}

/** A backend whose objectives come from what a test says, at the time it says. */
export async function startSlos(options: {
  knex: Knex;
  entities: Entity[];
  /** What the clock shows at first; now by default. */
  at?: number;
}) {
  const realNow = Date.now;
  const clock = {
    aheadMs: options.at === undefined ? 0 : options.at - realNow(),
  };
  const now = jest
    .spyOn(Date, 'now')
    .mockImplementation(() => realNow() + clock.aheadMs);
  const statuses = jest.fn<ReturnType<SloSource['readStatuses']>, []>();
  const store: SloSource = {
    id: 'prometheus-main',
    provider: 'prometheus',
    title: 'Fake Prometheus',
    metricSourceTypes: ['prometheus'],
    intervalMs: MINUTE_MS,
    readStatuses: statuses,
    explain: () => [],
  };
  let results: Array<Pick<MeasurementRecord, 'at' | 'ok'>> = [];
  const probes: MeasurementSource = {
    id: 'probe',
    provider: 'probe',
    title: 'Fake probes',
    intervalMs: 15_000,
    retentionMs: 40 * DAY_MS,
    async measure({ targets, emit }) {
      for (const { entityRef, environment } of targets) {
        await emit(
          results.map(result => ({
            entityRef,
            environment,
            check: 'health',
            latencyMs: 10,
            ...result,
          })),
        );
      }
    },
  };
  const files: Record<string, string> = {};
  const catalog = { entities: options.entities };
  /** What is decided by the name of the permission; by default ALLOW. */
  const decisions = new Map<
    string,
    ConditionalPolicyDecision | DefinitivePolicyDecision
  >();
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    authorizeConditional: async requests =>
      requests.map(
        ({ permission }) =>
          decisions.get(permission.name) ?? { result: AuthorizeResult.ALLOW },
      ),
  });
  const scheduler = mockServices.scheduler();
  const backend = await startTestBackend({
    features: [
      devopsPlugin,
      createBackendModule({
        pluginId: 'devops',
        moduleId: 'sources',
        register(reg) {
          reg.registerInit({
            deps: { sources: devopsSourcesExtensionPoint },
            async init({ sources }) {
              sources.addSloSource(store);
              sources.addMeasurementSource(probes);
            },
          });
        },
      }),
      mockServices.database.factory({ knex: options.knex }),
      permissions.factory,
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      mockServices.urlReader.mock({
        search: async () => ({
          etag: `${Math.random()}`,
          files: Object.entries(files).map(([file, text]) => ({
            url: `${BASE}/${file}`,
            content: async () => Buffer.from(text),
          })),
        }),
      }).factory,
      mockServices.rootConfig.factory({
        data: {
          integrations: {
            gitlab: [
              {
                host: 'gitlab.example.com',
                apiBaseUrl: 'https://gitlab.example.com/api/v4',
              },
            ],
          },
          devops: { slos: { refreshInterval: { milliseconds: 1 } } },
        },
      }),
      catalogServiceMock.factory(catalog),
    ],
  });
  const ask = (path: string) =>
    request(backend.server).get(`/api/devops${path}`);
  return {
    statuses,
    files,
    decisions,
    clock,
    /** It goes on by itself from there. */
    setClock(time: number) {
      clock.aheadMs = time - realNow();
    },
    ask,
    read: async (path: string) => (await ask(path).expect(200)).body,
    run: (task: string) => scheduler.triggerTask(task),
    follow: () => scheduler.triggerTask('devops-follow-catalog'),
    readFiles: () => scheduler.triggerTask('devops-read-slo-files'),
    async tell(...all: SloStatusRecord[]) {
      const at = new Date(Date.now());
      statuses.mockResolvedValue({ at, statuses: all });
      await scheduler.triggerTask(`devops-read-slos-${store.id}`);
    },
    async measure(next: Array<Pick<MeasurementRecord, 'at' | 'ok'>>) {
      results = next;
      await scheduler.triggerTask('devops-measure-probe');
    },
    async stop() {
      await backend.stop();
      now.mockRestore();
    },
  };
}
