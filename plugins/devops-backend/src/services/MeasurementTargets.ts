import type { MeasurementTarget } from '@backstage-devops/plugin-devops-node';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { BindingRow } from '../database/rows';
import { urlOf } from './EnvironmentMatrix';

/** The environments that measurement sources may check. */
export class MeasurementTargets {
  readonly #database: DevopsDatabase;

  constructor(options: { database: DevopsDatabase }) {
    this.#database = options.database;
  }

  /** The environments with a URL, of all entities that are bound to a source. */
  async list(): Promise<MeasurementTarget[]> {
    const byEntity = new Map<string, BindingRow[]>();
    for (const row of await this.#database.readAllBindings()) {
      byEntity.set(row.entity_ref, [
        ...(byEntity.get(row.entity_ref) ?? []),
        row,
      ]);
    }
    const targets: MeasurementTarget[] = [];
    for (const rows of byEntity.values()) {
      targets.push(...(await this.#targetsOf(rows)));
    }
    return targets;
  }

  async #targetsOf(bindings: BindingRow[]): Promise<MeasurementTarget[]> {
    const [{ entity_ref: entityRef, health_path: healthPath }] = bindings;
    const environments = await this.#database.readEnvironments(
      bindings.map(row => ({ sourceId: row.source_id, scope: row.scope })),
    );
    return environments.flatMap(row => {
      const url = urlOf(row);
      return url
        ? [
            {
              entityRef,
              environment: row.environment.name,
              url,
              ...(healthPath ? { healthPath } : {}),
            },
          ]
        : [];
    });
  }
}
