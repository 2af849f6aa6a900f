import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type AuthorizePermissionRequest,
  type ConditionalPolicyDecision,
} from '@backstage/plugin-permission-common';
import type { DeliverySource } from '@backstage-devops/plugin-devops-node';
import type { JsonObject } from '@backstage/types';
import express from 'express';
import type { Knex } from 'knex';
import { readDevopsConfig } from '../config';
import { createDelivery } from '../createDelivery';
import { migrationsDirectory } from '../database/createDatabase';
import { createRouter } from '../router/createRouter';
import { alertRoutes } from '../router/alerts';
import { changeRoutes } from '../router/changes';
import { deliveryRoutes } from '../router/delivery';
import { deploymentRoutes } from '../router/deployments';
import { environmentRoutes } from '../router/environments';
import { fleetRoutes } from '../router/fleet';
import { jobRoutes } from '../router/jobs';
import { operatorRoutes } from '../router/operators';
import { runRoutes } from '../router/runs';
import { sourceRoutes } from '../router/sources';
import { SourceRegistry } from '../sources/SourceRegistry';
import { component } from './startDevops';

const TABLES = [
  'inbox',
  'inbox_part',
  'work_queue',
  'source_state',
  'entity_binding',
  'pipeline_run',
  'job_run',
  'job_trace',
  'deployment',
  'environment',
  'entity',
  'entity_annotation',
  'entity_ownership',
  'dirty_entity',
  'dirty_scope_day',
  'deployment_verdict',
  'delivered_change',
  'rollup_day',
  'rollup_scope_day',
  'entity_snapshot',
  'attempt',
  'change',
  'revision_range',
  'incident',
  'alert',
  'gate_result',
  // Last, because what was answered last may still be on its way there.
  'delivery_summary',
];

/**
 * The HTTP API in front of a database. Requests and answers are checked
 * against the OpenAPI document: an answer that breaks it becomes a 500. The workers do not run unless they are started.
 */
export async function createTestApp(options: {
  knex: Knex;
  sources: DeliverySource[];
  entities?: Entity[];
  config?: JsonObject;
  now?: () => number;
}) {
  const { knex } = options;
  await knex.migrate.latest({ directory: migrationsDirectory });
  const sources = new SourceRegistry();
  sources.addDeliverySource(...options.sources);

  /** What is decided by the name of the permission; by default ALLOW. */
  const decisions = new Map<
    string,
    AuthorizeResult.ALLOW | AuthorizeResult.DENY
  >();
  /** The same for conditional decisions, which win over the former. */
  const conditions = new Map<string, ConditionalPolicyDecision>();
  const asked: AuthorizePermissionRequest[] = [];
  const permissions = mockServices.permissions.mock({
    authorize: async requests => {
      asked.push(...requests);
      return requests.map(({ permission }) => ({
        result: decisions.get(permission.name) ?? AuthorizeResult.ALLOW,
      }));
    },
    authorizeConditional: async requests =>
      requests.map(
        ({ permission }) =>
          conditions.get(permission.name) ?? {
            result: decisions.get(permission.name) ?? AuthorizeResult.ALLOW,
          },
      ),
  });
  const auditor = mockServices.auditor.mock();
  const success = jest.fn();
  const fail = jest.fn();
  auditor.createEvent.mockResolvedValue({ success, fail });
  const signals = { publish: jest.fn().mockResolvedValue(undefined) };

  const logger = mockServices.logger.mock();
  const delivery = createDelivery({
    config: readDevopsConfig(new ConfigReader(options.config ?? {})),
    knex,
    sources,
    auditor,
    auth: mockServices.auth(),
    catalog: catalogServiceMock({
      entities: options.entities ?? [component()],
    }),
    permissions,
    signals,
    logger,
    now: options.now,
  });
  const routes = {
    ...delivery,
    auditor,
    permissions,
    httpAuth: mockServices.httpAuth({
      defaultCredentials: mockCredentials.user(),
    }),
  };
  const app = express();
  app.use(
    createRouter(
      [
        sourceRoutes(routes),
        operatorRoutes(routes),
        deliveryRoutes(routes),
        runRoutes(routes),
        jobRoutes(routes),
        deploymentRoutes(routes),
        environmentRoutes(routes),
        changeRoutes(routes),
        alertRoutes(routes),
        fleetRoutes(routes),
      ],
      { checkAnswers: true },
    ),
  );
  app.use(mockErrorHandler());
  return {
    server: app,
    delivery,
    logger,
    decisions,
    conditions,
    asked,
    signals,
    /** Forgets everything, for the next test. */
    async reset() {
      for (const table of TABLES) {
        await knex(table).delete();
      }
      decisions.clear();
      conditions.clear();
      asked.length = 0;
      jest.clearAllMocks();
      auditor.createEvent.mockResolvedValue({ success, fail });
    },
    audit: { createEvent: auditor.createEvent, success, fail },
  };
}
