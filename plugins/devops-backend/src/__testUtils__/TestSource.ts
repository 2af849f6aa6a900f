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
  type JobReference,
  type RangeRecord,
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
  /** Tells how many runs there are; without it they cannot be counted. */
  countsRuns?: (span: { since: Date; until: Date }) => number;
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
    countRuns: async (span: { since: Date; until: Date }) =>
      this.countsRuns?.(span),
    readRun: async (run: RunReference) => {
      this.calls.push(`pipelines.readRun ${run.key}`);
      return this.runs.get(run.key) ?? [];
    },
  };

  /** By `<from>..<to>`: what lies between two revisions. */
  readonly ranges = new Map<string, RangeRecord>();

  readonly changes = {
    compare: async (asked: {
      from: string;
      to: string;
      withPaths: boolean;
    }) => {
      const range = `${asked.from}..${asked.to}`;
      this.calls.push(
        `changes.compare ${range}${asked.withPaths ? ' with paths' : ''}`,
      );
      return this.ranges.get(range);
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

export * from './testRecords';
