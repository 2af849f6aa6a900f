import { devopsDeliveryReadPermission } from '@backstage-devops/plugin-devops-common';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { EntityAccess } from '../services/EntityAccess';
import { viewDeployment } from '../services/views/deliveryViews';
import type { SourceRegistry } from '../sources/SourceRegistry';
import type { ListDeployments } from './SloAnswers';

/**
 * Deployments as marks beside a budget. Who may see objectives and not the
 * delivery sees none.
 */
export function createListDeployments(services: {
  database: DevopsDatabase;
  access: EntityAccess;
  sources: SourceRegistry;
}): ListDeployments {
  const { database, access, sources } = services;
  return async (entity, query, { credentials }) => {
    const { uid } = entity.metadata;
    const mayRead = await access.allows(entity, devopsDeliveryReadPermission, {
      credentials,
    });
    if (!uid || !mayRead) {
      return [];
    }
    const bindings = await database.readBindings(uid);
    const scopes = bindings
      .filter(({ source_id }) => sources.findDeliverySource(source_id))
      .map(({ source_id, scope }) => ({ sourceId: source_id, scope }));
    const rows = await database.listDeployments(scopes, query);
    return rows.map(row =>
      viewDeployment(row, id => sources.getDeliverySource(id).provider),
    );
  };
}
