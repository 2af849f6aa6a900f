import type { Schemas } from './schemas';

/**
 * A commit of a change or between two revisions.
 *
 * @public
 */
export type ChangeCommit = Schemas['ChangeCommit'];

/**
 * State of a merge request or pull request.
 *
 * @public
 */
export type ChangeStatus = Schemas['ChangeStatus'];

/**
 * How one revision lies to another.
 *
 * @public
 */
export type RangeDirection = Schemas['RangeDirection'];

/**
 * State of an incident.
 *
 * @public
 */
export type IncidentStatus = Schemas['IncidentStatus'];

/**
 * One firing of an alert.
 *
 * @public
 */
export type Alert = Schemas['Alert'];

/**
 * State of one firing of an alert.
 *
 * @public
 */
export type AlertStatus = Schemas['AlertStatus'];

/**
 * What would ship from one environment to another.
 *
 * @public
 */
export type PendingChanges = Schemas['PendingChanges'];

/**
 * A merge request or pull request.
 *
 * @public
 */
export type Change = Schemas['Change'];

/**
 * An incident of an entity.
 *
 * @public
 */
export type Incident = Schemas['Incident'];
