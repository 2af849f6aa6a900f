import type {
  DriftCounts,
  DriftPage,
  GeneratedPipeline,
  GeneratedPipelineDetail,
  PipelineState,
} from '@backstage-devops/plugin-devops-common';
import type { DriftStore } from '../database/drift/DriftStore';
import type {
  DriftCount,
  DriftFilter,
  ListedDrift,
} from '../database/drift/listDrift';
import { DRIFT_KINDS, type CountColumns } from '../database/drift/rows';
import type { EntityCriteria } from '../services/access/entityCriteria';
import {
  decodeFleetCursor,
  encodeFleetCursor,
} from '../services/fleet/fleetCursor';
import { compact, instantOf, jsonOf, textOf } from '../services/views/cells';

const STATES: PipelineState[] = ['current', 'behind', 'edited', 'broken'];

/** Which pipelines somebody asks for. */
export type DriftQuery = Omit<DriftFilter, 'criteria'> & {
  cursor?: string;
  limit?: number;
};

/**
 * Answers how generated pipelines differ, for those entities that meet the
 * criteria of whoever asks.
 */
export class DriftService {
  readonly #store: DriftStore;
  readonly #isActive: boolean;

  constructor(options: { store: DriftStore; isActive: boolean }) {
    this.#store = options.store;
    this.#isActive = options.isActive;
  }

  async list(query: DriftQuery, criteria: EntityCriteria): Promise<DriftPage> {
    const { cursor, limit = 20, ...asked } = query;
    const { owner, system, version } = asked;
    const rows = await this.#store.list(
      { ...asked, criteria },
      {
        after: cursor ? positionOf(cursor) : undefined,
        limit: limit + 1,
      },
    );
    const shown = rows.slice(0, limit);
    const last = shown[shown.length - 1];
    const all = await this.#store.count({ owner, system, criteria });
    const pipelines = all.filter(({ state }) => state !== null);
    const counted =
      version === undefined
        ? pipelines
        : pipelines.filter(count => count.version === version);
    return compact({
      items: shown.map(viewPipeline),
      nextCursor:
        rows.length > limit
          ? encodeFleetCursor({ value: last.name, uid: last.entity_uid })
          : undefined,
      states: Object.fromEntries(
        STATES.map(state => [
          state,
          sum(counted.filter(count => count.state === state)),
        ]),
      ) as DriftPage['states'],
      kinds: addCounts(counted),
      versions: versionsOf(pipelines),
      unreadable: all
        .filter(({ state }) => state === null)
        .reduce((total, { unreadable }) => total + Number(unreadable), 0),
      active: this.#isActive,
    });
  }

  /** Of an entity that the caller may read. */
  async find(entity: {
    uid: string;
    ref: string;
    name: string;
  }): Promise<GeneratedPipelineDetail | undefined> {
    const row = await this.#store.read(entity.uid);
    if (!row || row.state === null) {
      return undefined;
    }
    const items =
      jsonOf<GeneratedPipelineDetail['items']>(row.differences_json) ?? [];
    const pipeline = viewPipeline({
      ...row,
      ref: entity.ref,
      name: entity.name,
      title: null,
      owner_ref: null,
      system_ref: null,
    });
    const found = DRIFT_KINDS.reduce(
      (total, kind) => total + pipeline.differences[kind],
      0,
    );
    return {
      ...pipeline,
      gates: jsonOf<string[]>(row.gates_json) ?? [],
      items,
      omitted: found - items.length,
      unchecked:
        jsonOf<GeneratedPipelineDetail['unchecked']>(row.unchecked_json) ?? [],
    };
  }
}

function positionOf(cursor: string): { name: string; uid: string } {
  const { value, uid } = decodeFleetCursor(cursor);
  return { name: String(value), uid };
}

function viewPipeline(row: ListedDrift): GeneratedPipeline {
  return compact({
    entityRef: row.ref,
    name: row.title ?? row.name,
    owner: textOf(row.owner_ref),
    system: textOf(row.system_ref),
    state: row.state ?? 'current',
    generator:
      row.generator_name === null || row.generator_version === null
        ? undefined
        : { name: row.generator_name, version: row.generator_version },
    differences: countsOf(row),
    checkedAt: instantOf(row.checked_at),
    error: textOf(row.lock_error),
    readError: textOf(row.read_error),
  });
}

function countsOf(columns: CountColumns): DriftCounts {
  return Object.fromEntries(
    DRIFT_KINDS.map(kind => [kind, Number(columns[`${kind}_count`])]),
  ) as DriftCounts;
}

function addCounts(rows: DriftCount[]): DriftCounts {
  return Object.fromEntries(
    DRIFT_KINDS.map(kind => [
      kind,
      rows.reduce((total, row) => total + Number(row[`${kind}_count`]), 0),
    ]),
  ) as DriftCounts;
}

function versionsOf(rows: DriftCount[]): DriftPage['versions'] {
  const versions = new Map<string, DriftPage['versions'][number]>();
  for (const { name, version, pipelines } of rows) {
    if (name !== null && version !== null) {
      const key = JSON.stringify([name, version]);
      const before = versions.get(key)?.pipelines ?? 0;
      versions.set(key, {
        name,
        version,
        pipelines: before + Number(pipelines),
      });
    }
  }
  return [...versions.values()];
}

function sum(rows: DriftCount[]): number {
  return rows.reduce((total, { pipelines }) => total + Number(pipelines), 0);
}
