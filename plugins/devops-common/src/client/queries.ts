import type { DriftKind, Freshness, PipelineState } from '../model';

/**
 * One page of a list, newest first.
 *
 * @public
 */
export type Page<TItem> = {
  items: TItem[];
  /** Hand it to the next call; absent on the last page. */
  nextCursor?: string;
  freshness: Freshness;
};

/**
 * Days until now.
 *
 * @public
 */
export type MetricsWindow = 7 | 30 | 90 | 180;

/**
 * What time and whose definitions the metrics are asked for.
 *
 * @public
 */
export type MetricsQuery = {
  window?: MetricsWindow;
  /** ISO 8601 instants, in place of a window. */
  from?: string;
  to?: string;
  definition?: 'dora' | 'devlake' | 'gitlab';
  /** ISO 8601 duration, or `inf`. */
  attributionWindow?: string;
};

/**
 * Which entities of the fleet, by full entity refs.
 *
 * @public
 */
export type FleetQuery = {
  window?: MetricsWindow;
  owner?: string;
  system?: string;
  domain?: string;
};

/**
 * Which generated pipelines, by full entity refs.
 *
 * @public
 */
export type DriftQuery = {
  owner?: string;
  system?: string;
  state?: PipelineState;
  /** Only pipelines with a difference of this kind. */
  difference?: DriftKind;
  /** Of the generator. */
  version?: string;
};

/**
 * Which objectives of the fleet. Owner, system and domain are full entity refs.
 *
 * @public
 */
export type FleetSloQuery = {
  owner?: string;
  system?: string;
  domain?: string;
  /** `production` stands for objectives that name none. */
  environment?: string;
  /** Part of the name of an objective or of its entity. */
  text?: string;
};

/**
 * Options of every call.
 *
 * @public
 */
export type DevopsRequestOptions = {
  /** Backstage token; the browser's fetch adds its own. */
  token?: string;
  signal?: AbortSignal;
};
