import { timingSafeEqual } from 'node:crypto';
import {
  createBackendModule,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { AuthenticationError, InputError } from '@backstage/errors';
import {
  devopsSourcesExtensionPoint,
  type DeliveryRecord,
  type DeliverySource,
  type DeploymentRecord,
  type EnvironmentRecord,
  type JobRecord,
  type JobReference,
  type RunRecord,
  type RunReference,
  type WebhookResult,
} from '@backstage-devops/plugin-devops-node';

export const PROJECT_ANNOTATION = 'test.example/project';
export const WEBHOOK_TOKEN = 'open sesame';

/**
 * A provider in memory. Its webhooks are `WebhookResult`s as JSON; what it
 * would tell when asked is in its public fields. It counts what it is asked.
 */
export class TestSource implements DeliverySource {
  readonly provider = 'test';
  readonly title = 'Test provider';
  readonly annotations = [PROJECT_ANNOTATION];
  readonly id: string;

  /** By scope: what a sweep tells. */
  readonly reported = new Map<string, DeliveryRecord[]>();
  /** By key of the run: what reading it tells. */
  readonly runs = new Map<string, DeliveryRecord[]>();
  /** By key of the job. */
  readonly traces = new Map<string, string>();
  /** Calls of every port except `scopesOf`, which is pure. */
  readonly calls: string[] = [];
  readonly sweptSince: Array<Date | undefined> = [];
  failSweepsWith?: Error;
  failControlWith?: Error;

  constructor(id = 'lab') {
    this.id = id;
  }

  scopesOf(entity: Entity): string[] {
    const project = entity.metadata.annotations?.[PROJECT_ANNOTATION];
    return project ? [project] : [];
  }

  readonly webhooks = {
    verify: ({ headers }: { headers: Record<string, unknown> }) => {
      this.calls.push('webhooks.verify');
      const given = Buffer.from(String(headers['x-test-token'] ?? ''));
      const expected = Buffer.from(WEBHOOK_TOKEN);
      if (
        given.length !== expected.length ||
        !timingSafeEqual(given, expected)
      ) {
        throw new AuthenticationError('The token is not the configured one');
      }
      const id = headers['x-test-delivery'];
      return {
        event: 'test',
        ...(typeof id === 'string' ? { deliveryId: id } : {}),
      };
    },
    parse: ({ body }: { body: unknown }): WebhookResult => {
      this.calls.push('webhooks.parse');
      if (!body || !Array.isArray((body as { records?: unknown }).records)) {
        throw new InputError('The payload has no records');
      }
      return body as WebhookResult;
    },
  };

  readonly pipelines = {
    sweepIntervalMs: 3_600_000,
    sweep: async (request: {
      scope: string;
      since?: Date;
      emit(records: DeliveryRecord[]): Promise<void>;
    }) => {
      this.calls.push(`pipelines.sweep ${request.scope}`);
      this.sweptSince.push(request.since);
      if (this.failSweepsWith) {
        throw this.failSweepsWith;
      }
      await request.emit(this.reported.get(request.scope) ?? []);
    },
    readRun: async (run: RunReference) => {
      this.calls.push(`pipelines.readRun ${run.key}`);
      return this.runs.get(run.key) ?? [];
    },
  };

  readonly logs = {
    readTrace: async (job: JobReference) => {
      this.calls.push(`logs.readTrace ${job.key}`);
      const text = this.traces.get(job.key);
      return text === undefined ? undefined : { text, truncated: false };
    },
  };

  readonly control = {
    controlJob: async (job: JobReference, action: string) => {
      this.calls.push(`control.controlJob ${job.key} ${action}`);
      if (this.failControlWith) {
        throw this.failControlWith;
      }
    },
    controlRun: async (run: RunReference, action: string) => {
      this.calls.push(`control.controlRun ${run.key} ${action}`);
      if (this.failControlWith) {
        throw this.failControlWith;
      }
    },
  };
}

/** A module that registers sources, as provider modules do. */
export function sourceModule(...sources: DeliverySource[]): BackendFeature {
  return createBackendModule({
    pluginId: 'devops',
    moduleId: 'test-sources',
    register(reg) {
      reg.registerInit({
        deps: { devops: devopsSourcesExtensionPoint },
        async init({ devops }) {
          devops.addDeliverySource(...sources);
        },
      });
    },
  });
}

export const START = Date.parse('2026-11-20T10:00:00Z');

/** An instant so many seconds after `START`. */
export function second(n: number): string {
  return new Date(START + n * 1000).toISOString();
}

type Partially<T> = Partial<T> & { at?: number };

function versionAt(at: number, terminal: boolean) {
  return { generation: 1, terminal, at: START + at * 1000 };
}

const ENDED = ['succeeded', 'failed', 'canceled'];

export function runRecord(number: number, fields: Partially<RunRecord> = {}) {
  const { at = number * 100, status = 'succeeded', ...rest } = fields;
  const record: RunRecord = {
    type: 'run',
    scope: 'shop/cart',
    key: `run:${number}`,
    version: versionAt(at, ENDED.includes(status)),
    externalId: String(number),
    status,
    providerStatus: status,
    ref: 'main',
    defaultBranch: true,
    revision: `sha${number}`,
    createdAt: second(number * 100),
    ...(ENDED.includes(status)
      ? { finishedAt: second(number * 100 + 60), durationMs: 60_000 }
      : {}),
    ...rest,
  };
  return record;
}

export function jobRecord(
  run: number,
  name: string,
  fields: Partially<JobRecord> = {},
) {
  const { at = run * 100, status = 'succeeded', ...rest } = fields;
  const record: JobRecord = {
    type: 'job',
    scope: 'shop/cart',
    key: `job:${run}-${name}`,
    runKey: `run:${run}`,
    version: versionAt(at, ENDED.includes(status)),
    externalId: `${run}-${name}`,
    name,
    status,
    providerStatus: status,
    createdAt: second(run * 100),
    ...rest,
  };
  return record;
}

export function deploymentRecord(
  number: number,
  environment: string,
  fields: Partially<DeploymentRecord> = {},
) {
  const { at = number * 100, status = 'succeeded', ...rest } = fields;
  const record: DeploymentRecord = {
    type: 'deployment',
    scope: 'shop/cart',
    key: `deployment:${environment}-${number}`,
    version: versionAt(at, ENDED.includes(status)),
    externalId: `${environment}-${number}`,
    environment,
    status,
    providerStatus: status,
    revision: `sha${number}`,
    createdAt: second(number * 100),
    runKey: `run:${number}`,
    ...rest,
  };
  return record;
}

export function environmentRecord(
  name: string,
  fields: Partially<EnvironmentRecord> = {},
) {
  const { at = 0, ...rest } = fields;
  const record: EnvironmentRecord = {
    type: 'environment',
    scope: 'shop/cart',
    key: `environment:${name}`,
    version: versionAt(at, false),
    name,
    ...rest,
  };
  return record;
}
