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

/** The newest revision of the default branch of a scope. */
export type MainOf = (scope: ScopeRef) => string | undefined;

type Environments = Array<Running | undefined>;

/** What has to be known to tell how far environments are apart. */
export function spansOf(environments: Environments, mainOf: MainOf): Span[] {
  return environments
    .flatMap((_, at) => [
      spanToMain(environments, at, mainOf),
      spanToBefore(environments, at),
    ])
    .filter(span => span !== undefined);
}

/**
 * How far each environment is from the one before it and from the default
 * branch, from the ranges that are stored.
 *
 * @param environments - in promotion order; undefined where nothing runs.
 */
export function measureDistances(
  environments: Environments,
  mainOf: MainOf,
  known: Map<string, Distance>,
): Distances[] {
  const result: Distances[] = [];
  const behind: Array<number | undefined> = [];
  environments.forEach((_running, at) => {
    const before = distanceOf(spanToBefore(environments, at), known);
    behind.push(
      distanceOf(spanToMain(environments, at, mainOf), known)?.commits ??
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

function spanToMain(
  environments: Environments,
  at: number,
  mainOf: MainOf,
): Span | undefined {
  const running = environments[at];
  const main = running && mainOf(running.scope);
  return running && main !== undefined
    ? { scope: running.scope, from: running.revision, to: main }
    : undefined;
}

function spanToBefore(
  environments: Environments,
  at: number,
): Span | undefined {
  const running = environments[at];
  const before = environments[at - 1];
  return running && before && isSame(running.scope, before.scope)
    ? { scope: running.scope, from: running.revision, to: before.revision }
    : undefined;
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
