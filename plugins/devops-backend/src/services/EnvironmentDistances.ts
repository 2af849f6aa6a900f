import type { DevopsDatabase } from '../database/DevopsDatabase';
import {
  idOfSpan,
  type Distance,
  type Span,
} from '../database/operations/ranges/readDistances';
import type { ScopeRef } from '../database/rows';

/** What runs in an environment. */
export type Running = { scope: ScopeRef; revision: string };

/** Absent is what is not known. */
export type Distances = { commitsAhead?: number; commitsBehindMain?: number };

/**
 * How far each environment is from the one before it and from the default
 * branch, from the ranges that are stored, by one question.
 *
 * @param environments - in promotion order; undefined where nothing runs.
 * @param mainOf - the newest revision of the default branch of a scope.
 */
export async function measureDistances(
  database: DevopsDatabase,
  environments: Array<Running | undefined>,
  mainOf: (scope: ScopeRef) => string | undefined,
): Promise<Distances[]> {
  const spanTo = (from: Running | undefined, to: Running | undefined) =>
    from && to && isSame(from.scope, to.scope)
      ? { scope: from.scope, from: from.revision, to: to.revision }
      : undefined;
  const toMain = environments.map(running => {
    const main = running && mainOf(running.scope);
    return running && main
      ? spanTo(running, { scope: running.scope, revision: main })
      : undefined;
  });
  const toBefore = environments.map((running, at) =>
    spanTo(running, environments[at - 1]),
  );
  const known = await database.readDistances(
    [...toMain, ...toBefore].filter(span => span !== undefined),
  );
  const result: Distances[] = [];
  const behind: Array<number | undefined> = [];
  environments.forEach((_running, at) => {
    const before = distanceOf(toBefore[at], known);
    behind.push(
      distanceOf(toMain[at], known)?.commits ??
        // What is behind what is behind is behind by both.
        sumOf(before?.isAhead ? before.commits : undefined, behind[at - 1]),
    );
    result.push({
      commitsAhead: before?.commits,
      commitsBehindMain: behind[at],
    });
  });
  return result;
}

function distanceOf(
  span: Span | undefined,
  known: Map<string, Distance>,
): Distance | undefined {
  if (!span) {
    return undefined;
  }
  return span.from === span.to
    ? { commits: 0, isAhead: true }
    : known.get(idOfSpan(span));
}

function sumOf(a: number | undefined, b: number | undefined) {
  return a === undefined || b === undefined ? undefined : a + b;
}

function isSame(a: ScopeRef, b: ScopeRef): boolean {
  return a.sourceId === b.sourceId && a.scope === b.scope;
}
