import type { Knex } from 'knex';
import type {
  DeliveryRecord,
  DeploymentRecord,
  EnvironmentRecord,
  JobRecord,
  RunRecord,
} from '@backstage-devops/plugin-devops-node';
import {
  deploymentTable,
  environmentTable,
  jobTable,
  runTable,
} from '../../mergeTables';
import {
  toDeploymentRow,
  toEnvironmentRow,
  toJobRow,
  toRunRow,
} from '../../toRows';
import { jobId } from '../../ids';
import { addNamedEnvironments } from './addNamedEnvironments';
import { mergeRows } from './mergeRows';

/** What a set of records changed. */
export type AppliedRecords = {
  /** Scopes with a new or changed row. */
  scopes: Set<string>;
  /** Job records whose row is new or changed. */
  jobs: JobRecord[];
};

/** Merges records of one source into the store. */
export async function applyRecords(
  knex: Knex,
  sourceId: string,
  records: DeliveryRecord[],
): Promise<AppliedRecords> {
  const runs = records.filter(record => record.type === 'run') as RunRecord[];
  const jobs = records.filter(record => record.type === 'job') as JobRecord[];
  const deployments = records.filter(
    record => record.type === 'deployment',
  ) as DeploymentRecord[];
  const environments = records.filter(
    record => record.type === 'environment',
  ) as EnvironmentRecord[];

  const runRows = runs.map(record => toRunRow(sourceId, record));
  const jobRows = jobs.map(record => toJobRow(sourceId, record));
  const deploymentRows = deployments.map(record =>
    toDeploymentRow(sourceId, record),
  );
  const environmentRows = environments.map(record =>
    toEnvironmentRow(sourceId, record),
  );

  const changed = new Set([
    ...(await mergeRows(knex, runTable, runRows)),
    ...(await mergeRows(knex, jobTable, jobRows)),
    ...(await mergeRows(knex, deploymentTable, deploymentRows)),
  ]);
  await addNamedEnvironments(knex, sourceId, deployments);
  for (const id of await mergeRows(knex, environmentTable, environmentRows)) {
    changed.add(id);
  }

  const rows = [...runRows, ...jobRows, ...deploymentRows, ...environmentRows];
  return {
    scopes: new Set(
      rows.filter(row => changed.has(row.id)).map(row => String(row.scope)),
    ),
    jobs: jobs.filter(record => changed.has(jobId(sourceId, record.key))),
  };
}
