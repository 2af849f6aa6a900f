import type { Entity } from '@backstage/catalog-model';
import { devopsDeliveryReadPermission } from '@backstage-devops/plugin-devops-common';
import type { ChangeStore } from '../database/ChangeStore';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { AuthorizedAlertsService } from '../services/alerts/AuthorizedAlertsService';
import type { EntityAccess } from '../services/EntityAccess';
import { viewIncident } from '../services/views/changeViews';
import { viewDeployment } from '../services/views/deliveryViews';
import type { SourceRegistry } from '../sources/SourceRegistry';
import type { ListMarks } from './SloAnswers';

/** More marks than a chart can show. */
const MOST_MARKS = 100;

/**
 * What happened while a budget was spent, as marks beside it. Who may see
 * objectives and not the delivery sees alerts alone.
 */
export function createListMarks(services: {
  alerts: AuthorizedAlertsService;
  changeStore: ChangeStore;
  database: DevopsDatabase;
  access: EntityAccess;
  sources: SourceRegistry;
}): ListMarks {
  const { alerts, changeStore, database, access, sources } = services;

  async function scopesOf(entity: Entity) {
    const bindings = await database.readBindings(entity.metadata.uid ?? '');
    return bindings
      .filter(({ source_id }) => sources.findDeliverySource(source_id))
      .map(({ source_id, scope }) => ({ sourceId: source_id, scope }));
  }

  return async (entity, { sloId, environment, ...span }, caller) => {
    const [ruleId] = sloId.split('@');
    const firings = await alerts.ofObjective(entity, ruleId, span, caller);
    const ofObjective = firings.filter(alert => isIn(environment, alert));
    if (!(await access.allows(entity, devopsDeliveryReadPermission, caller))) {
      return { alerts: ofObjective, deployments: [], incidents: [] };
    }
    const scopes = await scopesOf(entity);
    const deployments =
      environment === undefined
        ? []
        : await database.listDeployments(scopes, {
            environment,
            ...span,
            limit: MOST_MARKS,
          });
    const incidents = await changeStore.listIncidents(scopes, {
      during: span,
      limit: MOST_MARKS,
    });
    return {
      alerts: ofObjective,
      deployments: deployments.map(row =>
        viewDeployment(row, id => sources.getDeliverySource(id).provider),
      ),
      incidents: incidents
        .filter(row => isIn(environment, row))
        .map(row => viewIncident(row)),
    };
  };
}

/** What is of no known environment may concern any. */
function isIn(
  environment: string | undefined,
  of: { environment?: string | null },
): boolean {
  return !of.environment || !environment || of.environment === environment;
}
