import type { Schemas } from './schemas';

/**
 * The metrics of an entity or of many, as numbers.
 *
 * @public
 */
export type FleetFigures = Schemas['FleetFigures'];

/**
 * How much each of the figures is from.
 *
 * @public
 */
export type FleetSamples = Schemas['FleetSamples'];

/**
 * An entity with its figures.
 *
 * @public
 */
export type FleetEntity = Schemas['FleetEntity'];

/**
 * Quartiles of many entities, metric by metric.
 *
 * @public
 */
export type FleetDistribution = Schemas['FleetDistribution'];

/**
 * One page of entities with their figures.
 *
 * @public
 */
export type FleetPage = Schemas['FleetPage'];

/**
 * Pooled figures of one day.
 *
 * @public
 */
export type FleetDay = Schemas['FleetDay'];

/**
 * An owner, system or domain with its figures.
 *
 * @public
 */
export type FleetGroup = Schemas['FleetGroup'];

/**
 * One page of owners, systems or domains.
 *
 * @public
 */
export type FleetGroupPage = Schemas['FleetGroupPage'];
