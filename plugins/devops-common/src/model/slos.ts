import type { Schemas } from './schemas';

/**
 * State of an objective. The last four are no judgement on the service.
 *
 * @public
 */
export type SloState = Schemas['SloState'];

/**
 * One pair of alert windows with its burn rates.
 *
 * @public
 */
export type BurnWindow = Schemas['BurnWindow'];

/**
 * An alert of an objective that fires or is about to.
 *
 * @public
 */
export type SloAlert = Schemas['SloAlert'];

/**
 * A service level objective with its status.
 *
 * @public
 */
export type Slo = Schemas['Slo'];

/**
 * Why an SLO file could not be used.
 *
 * @public
 */
export type SloProblem = Schemas['SloProblem'];

/**
 * Budget left and error ratio over time.
 *
 * @public
 */
export type SloHistory = Schemas['SloHistory'];

/**
 * How many objectives are in each state.
 *
 * @public
 */
export type SloStateCounts = Schemas['SloStateCounts'];

/**
 * Where an objective of any entity stands.
 *
 * @public
 */
export type FleetSlo = Schemas['FleetSlo'];

/**
 * One page of objectives of many entities.
 *
 * @public
 */
export type FleetSloPage = Schemas['FleetSloPage'];

/**
 * An owner, system or domain with the states of its objectives.
 *
 * @public
 */
export type SloGroup = Schemas['SloGroup'];

/**
 * One page of owners, systems or domains with their objectives.
 *
 * @public
 */
export type SloGroupPage = Schemas['SloGroupPage'];
