import type { DevopsApi } from '@backstage-devops/plugin-devops-common';
import { createApiRef } from '@backstage/core-plugin-api';

/**
 * Where the cards and tabs get their data. Replace its factory to read from
 * elsewhere.
 *
 * @public
 */
export const devopsApiRef = createApiRef<DevopsApi>({
  id: 'plugin.devops.client',
});
