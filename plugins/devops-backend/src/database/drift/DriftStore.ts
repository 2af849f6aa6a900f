import type { Knex } from 'knex';
import { whereAnyOf } from '../dialect';
import {
  countDrift,
  listDrift,
  type DriftFilter,
  type DriftPosition,
} from './listDrift';
import { listDueEntities } from './listDueEntities';
import {
  DRIFT_KINDS,
  type DriftRow,
  type LockReading,
  type PipelineReport,
} from './rows';

const TABLE = 'pipeline_drift';

/** When an entity was looked at, and when it is to be looked at again. */
type Moment = { at: number; dueAt: number };

/** What is known of generated pipelines, one row for each entity. */
export class DriftStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Entities from repositories that are to be looked at, the oldest first. */
  listDue(options: Parameters<typeof listDueEntities>[1]) {
    return listDueEntities(this.#knex, options);
  }

  async read(entityUid: string): Promise<DriftRow | undefined> {
    return this.#knex<DriftRow>(TABLE).where('entity_uid', entityUid).first();
  }

  list(filter: DriftFilter, page: { after?: DriftPosition; limit: number }) {
    return listDrift(this.#knex, filter, page);
  }

  count(filter: Omit<DriftFilter, 'state' | 'difference' | 'version'>) {
    return countDrift(this.#knex, filter);
  }

  /** The lock file can be used, and this is how the pipeline is. */
  async saveReport(
    entityUid: string,
    lock: LockReading,
    report: PipelineReport & { etags: Record<string, string> },
    { at, dueAt }: Moment,
  ): Promise<void> {
    await this.#write(entityUid, {
      ...lockColumns(lock),
      etags_json: JSON.stringify(report.etags),
      state: report.state,
      generator_name: report.generator.name,
      generator_version: report.generator.version,
      gates_json: JSON.stringify(report.gates),
      ...report.counts,
      differences_json: JSON.stringify(report.differences),
      unchecked_json: JSON.stringify(report.unchecked),
      ...healthy(dueAt),
      lock_error: null,
      checked_at: at,
      files_read_at: at,
    });
  }

  /** The lock file cannot be used; what was known of the pipeline stays. */
  async saveBroken(
    entityUid: string,
    lock: LockReading,
    error: string,
    { dueAt }: Moment,
  ): Promise<void> {
    await this.#write(entityUid, {
      ...lockColumns(lock),
      state: 'broken',
      ...healthy(dueAt),
      lock_error: error,
    });
  }

  /** Nothing has changed, so what is known still holds. */
  async confirm(entityUid: string, { at, dueAt }: Moment): Promise<void> {
    await this.#knex(TABLE)
      .where('entity_uid', entityUid)
      .update({
        ...healthy(dueAt),
        // What a broken lock file says of the pipeline is not known.
        checked_at: this.#knex.raw(
          `case when state = 'broken' then checked_at else ? end`,
          [at],
        ),
      });
  }

  /** There is no lock file, so nothing of the repository is generated. */
  async saveAbsent(
    entityUid: string,
    fingerprint: string,
    { dueAt }: Moment,
  ): Promise<void> {
    await this.#write(entityUid, {
      lock_url: null,
      lock_etag: null,
      etags_json: null,
      fingerprint,
      state: null,
      generator_name: null,
      generator_version: null,
      gates_json: null,
      ...noCounts(),
      differences_json: null,
      unchecked_json: null,
      ...healthy(dueAt),
      lock_error: null,
      checked_at: null,
      files_read_at: null,
    });
  }

  /** The repository could not be read; what is known stays. */
  async saveFailure(
    entityUid: string,
    failure: { error: string; failures: number; dueAt: number },
  ): Promise<void> {
    await this.#write(entityUid, {
      read_error: failure.error,
      failures: failure.failures,
      due_at: failure.dueAt,
    });
  }

  /** Forgets entities that are no longer in the catalog. */
  async forgetGone(): Promise<void> {
    await this.#knex(TABLE)
      .whereIn('entity_uid', gone =>
        gone.from('entity').select('uid').whereNotNull('gone_at'),
      )
      .delete();
  }

  /** Annotations of some entities, by uid. */
  async readAnnotations(
    uids: string[],
    names: string[],
  ): Promise<Map<string, Record<string, string>>> {
    const rows = await whereAnyOf(
      this.#knex('entity_annotation')
        .select('entity_uid', 'name', 'value')
        .whereIn('name', names),
      'entity_uid',
      uids,
    );
    const found = new Map<string, Record<string, string>>();
    for (const { entity_uid, name, value } of rows) {
      found.set(entity_uid, { ...found.get(entity_uid), [name]: value });
    }
    return found;
  }

  async #write(
    entityUid: string,
    columns: Partial<DriftRow> & { due_at: number },
  ): Promise<void> {
    await this.#knex(TABLE)
      .insert({ entity_uid: entityUid, ...columns })
      .onConflict('entity_uid')
      .merge(Object.keys(columns));
  }
}

function lockColumns(lock: LockReading) {
  return {
    lock_url: lock.url,
    lock_etag: lock.etag ?? null,
    fingerprint: lock.fingerprint,
  };
}

function healthy(dueAt: number) {
  return { read_error: null, failures: 0, due_at: dueAt };
}

function noCounts() {
  return Object.fromEntries(DRIFT_KINDS.map(kind => [`${kind}_count`, 0]));
}
