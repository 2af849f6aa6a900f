import { append, compareText } from './collections';
import type { NormalRecords } from './normalize';
import type { ChangeRecord, CommitRecord } from './records';
import type { Change, Timeline } from './timelines';
import type { UnitMatcher } from './units';

export interface ShelfContext {
  records: NormalRecords;
  commits: Map<string, CommitRecord>;
  units: UnitMatcher;
  commitsAsChanges: boolean;
}

/** Merged pull requests by their commits. */
export class ChangeShelf {
  readonly #context: ShelfContext;
  readonly #deployed: Set<string>;
  readonly #byRevision = new Map<string, Change[]>();
  readonly #byCommit = new Map<string, Change[]>();

  constructor(context: ShelfContext, timelines: Timeline[]) {
    this.#context = context;
    this.#deployed = new Set(timelines.map(({ entity }) => entity));
    for (const record of context.records.changes.filter(isMerged)) {
      const shas = record.commits.map(({ sha }) => sha);
      const change: Change = {
        id: record.id,
        shas: record.revision ? [record.revision, ...shas] : shas,
        record,
      };
      if (record.revision) {
        append(this.#byRevision, record.revision, change);
      }
      shas.forEach(sha => append(this.#byCommit, sha, change));
    }
  }

  /**
   * The changes that a set of commits holds, for a timeline. Of those with the
   * same id what was told for its own entity comes first.
   */
  changesIn(shas: Set<string>, timeline: Timeline): Change[] {
    const found = new Set<Change>();
    for (const sha of shas) {
      for (const change of this.#byRevision.get(sha) ?? []) {
        found.add(change);
      }
      for (const change of this.#byCommit.get(sha) ?? []) {
        if (change.record.commits.every(commit => shas.has(commit.sha))) {
          found.add(change);
        }
      }
    }
    const changes = [...found].filter(
      change =>
        this.#speaksOf(change.record, timeline) &&
        this.#touches(change, timeline),
    );
    if (this.#context.commitsAsChanges) {
      changes.push(...this.#looseCommits(shas, timeline));
    }
    const isForeign = ({ record }: Change) =>
      Number(record.entity !== timeline.entity);
    return changes.sort(
      (a, b) => compareText(a.id, b.id) || isForeign(a) - isForeign(b),
    );
  }

  /** Commits of no known pull request are changes of their own. */
  #looseCommits(shas: Set<string>, timeline: Timeline): Change[] {
    return [...shas]
      .filter(sha => !this.#byRevision.has(sha) && !this.#byCommit.has(sha))
      .map(sha => this.#context.commits.get(sha))
      .filter(commit => commit !== undefined)
      .map(commit => ({
        id: commit.sha,
        shas: [commit.sha],
        record: {
          id: commit.sha,
          entity: timeline.entity,
          title: commit.message?.split('\n')[0],
          commits: [commit],
        },
      }))
      .filter(change => this.#touches(change, timeline));
  }

  /** Entities without deployments are repositories that others come from. */
  #speaksOf(record: ChangeRecord, { entity, unit }: Timeline): boolean {
    if (!this.#deployed.has(record.entity)) {
      return true;
    }
    return (
      record.entity === entity &&
      (unit === undefined || record.unit === undefined || record.unit === unit)
    );
  }

  #touches(change: Change, { entity, unit }: Timeline): boolean {
    const paths = [
      change.record.paths,
      ...change.shas.map(sha => this.#context.commits.get(sha)?.paths),
    ].filter(known => known !== undefined);
    return this.#context.units.touches(
      entity,
      unit,
      paths.length > 0 ? paths.flat() : undefined,
    );
  }
}

/** Without any date it is not a pull request that might still be open. */
function isMerged(record: ChangeRecord): boolean {
  return record.mergedAt !== undefined || record.createdAt === undefined;
}
