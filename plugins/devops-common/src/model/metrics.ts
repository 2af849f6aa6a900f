import type { Schemas } from './schemas';

/**
 * The five metrics.
 *
 * @public
 */
export type MetricName = Schemas['MetricName'];

/**
 * One metric with what it was computed from.
 *
 * @public
 */
export type MetricValue = Schemas['MetricValue'];

/**
 * The delivery metrics of an entity.
 *
 * @public
 */
export type DeliveryMetrics = Schemas['DeliveryMetrics'];

/**
 * A row behind a number.
 *
 * @public
 */
export type MetricRow = Schemas['MetricRow'];

/**
 * What a deployment is against those before it.
 *
 * @public
 */
export type DeploymentKind = Schemas['DeploymentKind'];

/**
 * Whether a deployment proved good.
 *
 * @public
 */
export type DeploymentVerdict = Schemas['DeploymentVerdict'];
