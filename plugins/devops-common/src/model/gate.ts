import type { Schemas } from './schemas';

/**
 * Whether deployments to an environment may go on, and why.
 *
 * @public
 */
export type DeploymentGate = Schemas['DeploymentGate'];

/**
 * Whether deployments of an entity to one of its environments may go on.
 *
 * @public
 */
export type EnvironmentGate = Schemas['EnvironmentGate'];

/**
 * Whether deployments of an entity may go on, by environment.
 *
 * @public
 */
export type EntityGates = Schemas['EntityGates'];

/**
 * Why a gate decides as it does.
 *
 * @public
 */
export type GateReason = Schemas['GateReason'];

/**
 * That somebody let deployments pass for a while.
 *
 * @public
 */
export type GateOverride = Schemas['GateOverride'];
