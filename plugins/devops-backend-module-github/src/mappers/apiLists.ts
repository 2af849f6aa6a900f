import type { EnvironmentRecord } from '@backstage-devops/plugin-devops-node';
import { z } from 'zod/v4';
import { deployment } from './deployments';
import type { Deployment } from './deployments';
import {
  id,
  instant,
  listOf,
  optionalInstant,
  optionalText,
  parseOr,
  text,
} from './fields';
import { workflowJob } from './jobs';
import type { WorkflowJob } from './jobs';
import { environmentKey } from './keys';
import { workflowRun } from './runs';
import type { WorkflowRun } from './runs';
import { environmentVersion } from './versions';

/** More than any page has. */
const MAX_ENTRIES = 1_000;

const repository = z.object({ full_name: text, default_branch: optionalText });

export function readDefaultBranch(body: unknown): string | undefined {
  return parseOr(repository, body, 'The repository').default_branch;
}

const runs = z.object({
  total_count: z.int().nonnegative(),
  workflow_runs: listOf(workflowRun, MAX_ENTRIES),
});

/** A page of runs, and how many there are on all pages. */
export function readRuns(body: unknown): {
  total: number;
  runs: WorkflowRun[];
} {
  const { total_count, workflow_runs } = parseOr(
    runs,
    body,
    'The list of runs',
  );
  return { total: total_count, runs: workflow_runs };
}

export function readRun(body: unknown): WorkflowRun {
  return parseOr(workflowRun, body, 'The run');
}

const jobs = z.object({ jobs: listOf(workflowJob, MAX_ENTRIES) });

export function readJobs(body: unknown): WorkflowJob[] {
  return parseOr(jobs, body, 'The list of jobs').jobs;
}

export function readDeployments(body: unknown): Deployment[] {
  return parseOr(
    listOf(deployment, MAX_ENTRIES),
    body,
    'The list of deployments',
  );
}

const environments = z.object({
  environments: listOf(
    z.object({
      name: text,
      created_at: optionalInstant,
      updated_at: optionalInstant,
    }),
    MAX_ENTRIES,
  ),
});
export type Environment = z.output<typeof environments>['environments'][number];

export function readEnvironments(body: unknown): Environment[] {
  return parseOr(environments, body, 'The list of environments').environments;
}

export function toEnvironmentRecord(
  scope: string,
  environment: Environment,
): EnvironmentRecord {
  const { name, created_at, updated_at } = environment;
  return {
    type: 'environment',
    scope,
    key: environmentKey(scope, name),
    version: environmentVersion(updated_at ?? created_at ?? 0),
    name,
    gone: false,
  };
}

const newestPull = z.array(z.object({ updated_at: instant })).max(1);

/** When a pull request changed last; undefined where there is none. */
export function readNewestChange(body: unknown): number | undefined {
  return parseOr(newestPull, body, 'The list of pull requests')[0]?.updated_at;
}

const pendingDeployments = listOf(
  z.object({
    environment: z.object({ id, name: text }),
    current_user_can_approve: z.boolean().nullish(),
  }),
  MAX_ENTRIES,
);
export type PendingDeployment = z.output<typeof pendingDeployments>[number];

export function readPendingDeployments(body: unknown): PendingDeployment[] {
  return parseOr(pendingDeployments, body, 'The list of pending deployments');
}
