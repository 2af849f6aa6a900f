import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { PipelineChecker } from './drift';
import type { DeliverySource, MeasurementSource, SloSource } from './providers';

/**
 * Where provider modules register their sources.
 *
 * 1. A module adds one source for each configured instance while it starts.
 *    An id that is taken throws.
 * 2. The backend opens `POST /api/devops/webhooks/<provider>/<id>` for each
 *    source that has `webhooks`.
 * 3. The backend sweeps each source that has `pipelines`, one task for each.
 * 4. The backend lets each measurement source measure, and asks each SLO source
 *    for statuses, one task for each.
 *
 * @public
 */
export interface DevopsSourcesExtensionPoint {
  addDeliverySource(...sources: DeliverySource[]): void;
  addMeasurementSource(...sources: MeasurementSource[]): void;
  addSloSource(...sources: SloSource[]): void;
}

/**
 * Extension point of {@link DevopsSourcesExtensionPoint}.
 *
 * @public
 */
export const devopsSourcesExtensionPoint =
  createExtensionPoint<DevopsSourcesExtensionPoint>({ id: 'devops.sources' });

/**
 * Where a module says what generated pipelines are compared with.
 *
 * 1. A module sets the checker while it starts. There is one: a second throws.
 * 2. The backend reads the lock files of entities and the files that they name
 *    from their repositories, and hands them to the checker.
 * 3. Without a checker no repository is read.
 *
 * @public
 */
export interface DevopsDriftExtensionPoint {
  setPipelineChecker(checker: PipelineChecker): void;
}

/**
 * Extension point of {@link DevopsDriftExtensionPoint}.
 *
 * @public
 */
export const devopsDriftExtensionPoint =
  createExtensionPoint<DevopsDriftExtensionPoint>({ id: 'devops.drift' });
