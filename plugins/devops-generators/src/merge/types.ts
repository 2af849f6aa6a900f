/**
 * A place that the team and the template changed in different ways.
 *
 * @public
 */
export interface Contradiction {
  /** Where it is, for example `jobs.build.timeout-minutes` or `line 12`. */
  place: string;
  /** What happened there, in one sentence. */
  message: string;
  /** What both started from; undefined where there was nothing. */
  base?: unknown;
  team?: unknown;
  template?: unknown;
}

/**
 * Whose change stands where both contradict each other.
 *
 * @public
 */
export type Preference = 'team' | 'template';

/**
 * What became of the changes of a team and of its template.
 *
 * @public
 */
export interface MergeResult {
  /** The merged text. It never contains conflict markers. */
  content: string;
  contradictions: Contradiction[];
}

/** The three versions of something. */
export interface Sides<T> {
  base: T;
  team: T;
  template: T;
}
