import { setImmediate as nextTurn } from 'node:timers/promises';
import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import type {
  DeliveryRecord,
  DeploymentRecord,
  JobRecord,
} from '@backstage-devops/plugin-devops-node';
import * as tables from '../../mergeTables';
import type { MergeTable } from '../../mergeTables';
import * as toRows from '../../toRows';
import type { MergeRow } from '../../toRows';
import { addNamedEnvironments } from './addNamedEnvironments';
import { earliestEffect } from './earliestEffect';
import { mergeAttempts } from './mergeAttempts';
import { mergeRows } from './mergeRows';

/** What a set of records changed. */
export type AppliedRecords = {
  /** Scopes with a new or changed row. */
  scopes: Set<string>;
  /**
   * By scope, the earliest instant (epoch milliseconds) about which something
   * new is known: figures of earlier times stay as they are. Scopes whose
   * change touches no figure are absent.
   */
  earliest: Map<string, number>;
  /** Job records whose row is new or changed. */
  jobs: JobRecord[];
  /** Deployment records whose row is new or changed. */
  deployments: DeploymentRecord[];
};

/** After so many records, which take some milliseconds, others get their turn. */
const RECORDS_PER_TURN = 200;

type Merged = { record: DeliveryRecord; row: MergeRow };
type TypeOf = DeliveryRecord['type'];

/** Where the records of each type go, in the order in which they are merged. */
const DESTINATIONS: {
  [Type in TypeOf]: {
    table: MergeTable;
    toRow(
      sourceId: string,
      record: Extract<DeliveryRecord, { type: Type }>,
    ): MergeRow;
  };
} = {
  run: { table: tables.runTable, toRow: toRows.toRunRow },
  job: { table: tables.jobTable, toRow: toRows.toJobRow },
  deployment: { table: tables.deploymentTable, toRow: toRows.toDeploymentRow },
  environment: {
    table: tables.environmentTable,
    toRow: toRows.toEnvironmentRow,
  },
  change: { table: tables.changeTable, toRow: toRows.toChangeRow },
  range: { table: tables.rangeTable, toRow: toRows.toRangeRow },
  incident: { table: tables.incidentTable, toRow: toRows.toIncidentRow },
  alert: { table: tables.alertTable, toRow: toRows.toAlertRow },
  gate: { table: tables.gateTable, toRow: toRows.toGateRow },
};

/** Merges records of one source into the store. */
export async function applyRecords(
  knex: Knex,
  sourceId: string,
  records: DeliveryRecord[],
): Promise<AppliedRecords> {
  // All rows are made before the first is written: a record that cannot be
  // read leaves nothing half done, with and without a transaction.
  const byType = new Map<TypeOf, Merged[]>();
  for (const [index, record] of records.entries()) {
    const merged = { record, row: toRow(sourceId, record) };
    const known = byType.get(record.type) ?? [];
    known.push(merged);
    byType.set(record.type, known);
    if (index % RECORDS_PER_TURN === RECORDS_PER_TURN - 1) {
      await nextTurn();
    }
  }
  const changed: Merged[] = [];
  const scopesOfNewTiers = await findNewTiers(knex, byType.get('environment'));
  for (const type of Object.keys(DESTINATIONS) as TypeOf[]) {
    const merged = byType.get(type) ?? [];
    if (type === 'environment') {
      await addNamedEnvironments(knex, sourceId, deploymentsOf(byType));
    }
    const rows = merged.map(({ row }) => row);
    const { table } = DESTINATIONS[type];
    const ids =
      type === 'run' || type === 'deployment'
        ? await mergeAttempts(knex, type, table, rows)
        : await mergeRows(knex, table, rows);
    changed.push(...merged.filter(({ row }) => ids.has(row.id)));
  }
  const changedRecords = changed.map(({ record }) => record);
  const earliest = await earliestEffect(knex, sourceId, changedRecords);
  // The tier of an environment decides about its deployments of all times.
  scopesOfNewTiers.forEach(scope => earliest.set(scope, 0));
  return {
    scopes: new Set(changedRecords.map(record => record.scope)),
    earliest,
    jobs: changedRecords.filter(record => record.type === 'job'),
    deployments: changedRecords.filter(record => record.type === 'deployment'),
  };
}

function toRow(sourceId: string, record: DeliveryRecord): MergeRow {
  const destination = DESTINATIONS[record.type] as
    { toRow(id: string, of: DeliveryRecord): MergeRow } | undefined;
  if (!destination) {
    throw new InputError(
      `Source '${sourceId}' reports a record of the unknown type '${record.type}'`,
    );
  }
  return destination.toRow(sourceId, record);
}

/** The scopes of environments whose records tell another tier than the store. */
async function findNewTiers(
  knex: Knex,
  environments: Merged[] = [],
): Promise<Set<string>> {
  const told = environments.filter(({ row }) => row.tier !== undefined);
  if (told.length === 0) {
    return new Set();
  }
  const stored: Array<{ id: string; tier: string | null }> = await knex(
    'environment',
  )
    .select('id', 'tier')
    .whereIn('id', [...new Set(told.map(({ row }) => row.id))]);
  const tiers = new Map(stored.map(({ id, tier }) => [id, tier]));
  return new Set(
    told
      .filter(({ row }) => tiers.get(row.id) !== row.tier)
      .map(({ record }) => record.scope),
  );
}

function deploymentsOf(byType: Map<TypeOf, Merged[]>): DeploymentRecord[] {
  return (byType.get('deployment') ?? []).flatMap(({ record }) =>
    record.type === 'deployment' ? [record] : [],
  );
}
