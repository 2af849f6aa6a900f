import { createExtensionPoint } from '@backstage/backend-plugin-api';
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
