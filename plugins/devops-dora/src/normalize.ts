import { normalizeEntityRef } from '@backstage-devops/plugin-devops-common';
import { canonicalJson, compareText, groupBy, keyOf } from './collections';
import type {
  ChangeRecord,
  CommitRecord,
  DeliveryRecords,
  DeploymentRecord,
  IncidentRecord,
  RangeRecord,
} from './records';
import { Revisions } from './revisions';

/** The records without repetitions, with comparable entities and revisions. */
export interface NormalRecords {
  /** The newest attempt of each deployment. */
  deployments: DeploymentRecord[];
  /** All attempts of all deployments. */
  attempts: DeploymentRecord[];
  incidents: IncidentRecord[];
  changes: ChangeRecord[];
  ranges: RangeRecord[];
  revisions: Revisions;
}

/**
 * Removes repetitions, so that neither they nor the order of records matter:
 * of a deployment the newest attempt is kept, then the state that has ended,
 * then the one that ended last. The others may fill in what it does not say.
 */
export function normalizeRecords(records: DeliveryRecords): NormalRecords {
  const revisions = new Revisions(allRevisions(records));
  const attempts = newestOfEach(
    records.deployments.map(record => normalDeployment(record, revisions)),
    record => keyOf(deploymentKey(record), record.attempt),
    (a, b) =>
      Number(isOpen(a)) - Number(isOpen(b)) ||
      (b.finishedAt ?? -Infinity) - (a.finishedAt ?? -Infinity) ||
      0,
  );
  const incidents = newestOfEach(
    records.incidents
      .filter(({ startedAt }) => Number.isFinite(startedAt))
      .map(record => ({
        ...record,
        entity: normalizeEntityRef(record.entity),
      })),
    record => keyOf(record.entity, record.id),
    // An incident that was opened again ends when it is resolved last.
    (a, b) => (b.resolvedAt ?? 0) - (a.resolvedAt ?? 0),
  );
  const changes = newestOfEach(
    records.changes.map(record => normalChange(record, revisions)),
    record => keyOf(record.entity, record.unit, record.id),
    (a, b) =>
      (b.mergedAt ?? 0) - (a.mergedAt ?? 0) ||
      b.commits.length - a.commits.length,
  );
  return {
    deployments: newestAttempts(attempts),
    attempts,
    incidents,
    changes,
    ranges: records.ranges.map(record => normalRange(record, revisions)),
    revisions,
  };
}

function deploymentKey(record: DeploymentRecord): string {
  return keyOf(
    record.entity,
    record.unit,
    record.environment.toLowerCase(),
    record.id,
  );
}

function isOpen(record: DeploymentRecord): boolean {
  return record.outcome === 'running';
}

/** The best record of each key, with gaps filled by the others of the key. */
function newestOfEach<T extends object>(
  records: T[],
  key: (record: T) => string,
  compare: (a: T, b: T) => number,
): T[] {
  return [...groupBy(records, key)]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, group]) => {
      if (group.length === 1) {
        return withoutUndefined(group[0]) as T;
      }
      const ranked = group
        .map(record => ({ record, text: canonicalJson(record) }))
        .sort(
          (a, b) => compare(a.record, b.record) || compareText(a.text, b.text),
        );
      return Object.assign(
        {},
        ...ranked.reverse().map(({ record }) => withoutUndefined(record)),
      );
    });
}

function withoutUndefined<T extends object>(record: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}

function newestAttempts(attempts: DeploymentRecord[]): DeploymentRecord[] {
  return [...groupBy(attempts, deploymentKey).values()].map(group => {
    const ordered = [...group].sort(
      (a, b) => (a.attempt ?? 1) - (b.attempt ?? 1),
    );
    // What does not depend on the attempt may have been said only once.
    const told = ordered.map(
      ({ revision, version, runId, failed, unplanned }) =>
        withoutUndefined({ revision, version, runId, failed, unplanned }),
    );
    return Object.assign({}, ...told, ordered[ordered.length - 1]);
  });
}

function normalDeployment(
  record: DeploymentRecord,
  revisions: Revisions,
): DeploymentRecord {
  return {
    ...record,
    entity: normalizeEntityRef(record.entity),
    attempt: record.attempt ?? 1,
    revision: record.revision && revisions.canonical(record.revision),
  };
}

function normalChange(record: ChangeRecord, revisions: Revisions) {
  return {
    ...record,
    entity: normalizeEntityRef(record.entity),
    revision: record.revision && revisions.canonical(record.revision),
    commits: record.commits.map(commit => normalCommit(commit, revisions)),
  };
}

function normalRange(record: RangeRecord, revisions: Revisions): RangeRecord {
  return {
    ...record,
    entity: record.entity && normalizeEntityRef(record.entity),
    from: record.from && revisions.canonical(record.from),
    to: revisions.canonical(record.to),
    commits: record.commits.map(commit => normalCommit(commit, revisions)),
  };
}

function normalCommit(commit: CommitRecord, revisions: Revisions) {
  return { ...commit, sha: revisions.canonical(commit.sha) };
}

function* allRevisions(records: DeliveryRecords) {
  for (const { revision } of records.deployments) {
    yield revision;
  }
  for (const { revision, commits } of records.changes) {
    yield revision;
    yield* commits.map(({ sha }) => sha);
  }
  for (const { from, to, commits } of records.ranges) {
    yield from;
    yield to;
    yield* commits.map(({ sha }) => sha);
  }
}
