import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';
import type { Knex } from 'knex';
import { createTestApp } from './createTestApp';
import { TestSource } from './TestSource';

const SIGNAL = new AbortController().signal;

/** The backend without its loops: the workers step when a test says so. */
export async function createFiguresApp(options: {
  knex: Knex;
  entities: Entity[];
  clock: { now: number };
  config?: JsonObject;
}) {
  const { knex, clock } = options;
  const source = new TestSource();
  const app = await createTestApp({
    ...options,
    sources: [source],
    now: () => clock.now,
  });
  const { delivery } = app;

  const rowsOf = async (table: string, columns: string[]) =>
    knex(table).select('*').orderBy(columns);

  return {
    ...app,
    source,
    /** Reads the catalog. */
    follow: () => delivery.bindings.followCatalog(SIGNAL),
    ingest: (...records: DeliveryRecord[]) =>
      delivery.ingestion.ingest(source, records),
    /** Computes all that is due, some seconds later. */
    async settle() {
      clock.now += 10_000;
      while ((await delivery.rollupWorker.step(SIGNAL)) > 0) {
        // what was marked meanwhile is due later
      }
      clock.now += 10_000;
      while ((await delivery.scopeDayWorker.step(SIGNAL)) > 0) {
        // the next ones
      }
    },
    days: (environment?: string) => {
      const query = knex('rollup_day').orderBy([
        'entity_uid',
        'day',
        'environment',
      ]);
      return environment === undefined ? query : query.where({ environment });
    },
    scopeDays: (kind: string) =>
      knex('rollup_scope_day').where({ kind }).orderBy(['id', 'day']),
    verdicts: () => knex('deployment_verdict').orderBy('finished_at'),
    snapshot: (window: number, uid = 'uid-cart') =>
      knex('entity_snapshot')
        .where({ window_days: window, entity_uid: uid })
        .first(),
    /** Everything that is derived, but for when it was computed. */
    async derived() {
      const snapshots = await rowsOf('entity_snapshot', [
        'window_days',
        'entity_uid',
      ]);
      return {
        days: await rowsOf('rollup_day', ['entity_uid', 'day', 'environment']),
        scopeDays: await rowsOf('rollup_scope_day', ['kind', 'id', 'day']),
        verdicts: await rowsOf('deployment_verdict', [
          'entity_uid',
          'deployment_id',
        ]),
        delivered: await rowsOf('delivered_change', [
          'entity_uid',
          'environment',
          'unit',
          'change_key',
        ]),
        snapshots: snapshots.map(({ as_of, ...row }) => row),
      };
    },
  };
}

export type FiguresApp = Awaited<ReturnType<typeof createFiguresApp>>;
