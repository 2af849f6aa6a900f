import {
  getCompoundEntityRef,
  stringifyEntityRef,
  type CompoundEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { DevopsApi } from '@backstage-devops/plugin-devops-common';
import { useMemo } from 'react';
import { devopsApiRef } from '../api/devopsApiRef';

/** The entity of the page, as the API wants it, with the API. */
export function useDevopsEntity(): {
  api: DevopsApi;
  entity: Entity;
  ref: CompoundEntityRef;
  entityRef: string;
} {
  const api = useApi(devopsApiRef);
  const { entity } = useEntity();
  return useMemo(
    () => ({
      api,
      entity,
      ref: getCompoundEntityRef(entity),
      entityRef: stringifyEntityRef(entity),
    }),
    [api, entity],
  );
}
