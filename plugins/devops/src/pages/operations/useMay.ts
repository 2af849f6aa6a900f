import {
  devopsInboxReadPermission,
  devopsInboxReplayPermission,
  devopsPayloadReadPermission,
  devopsSourceReadPermission,
} from '@backstage-devops/plugin-devops-common';
import { usePermission } from '@backstage/plugin-permission-react';

const permissions = {
  readSources: devopsSourceReadPermission,
  readInbox: devopsInboxReadPermission,
  readBodies: devopsPayloadReadPermission,
  replay: devopsInboxReplayPermission,
};

/** What the reader may do on the operators' page. */
export function useMay(what: keyof typeof permissions) {
  const permission = permissions[what];
  const { allowed, loading } = usePermission({ permission });
  return { allowed, loading, permission: permission.name };
}
