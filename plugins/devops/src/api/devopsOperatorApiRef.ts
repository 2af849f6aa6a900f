import type { DevopsOperatorApi } from '@backstage-devops/plugin-devops-common';
import { createApiRef } from '@backstage/core-plugin-api';

/**
 * Where the operators' page gets its data, and asks for actions. Replace its
 * factory to read from elsewhere.
 *
 * @public
 */
export const devopsOperatorApiRef = createApiRef<DevopsOperatorApi>({
  id: 'plugin.devops.operator-client',
});
