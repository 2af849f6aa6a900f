import type { PipelineSource } from '@backstage-devops/plugin-devops-node';
import { NotFoundError } from '@backstage/errors';
import type { GithubApi } from '../api/GithubApi';
import {
  readDeployments,
  readEnvironments,
  toEnvironmentRecord,
} from '../mappers/apiLists';
import { counts } from '../mappers/deployments';
import type { Deployment } from '../mappers/deployments';
import { readStatuses, toDeploymentRecords } from '../mappers/deploymentStates';
import type { DeploymentHistory } from '../mappers/deploymentStates';
import type { Validators } from './Validators';

/**
 * The list is ordered by creation and has no filter for changes. Deployments
 * of workflows that go on for longer are read with their run.
 */
const LONGEST_DEPLOYMENT_MS = 24 * 60 * 60 * 1000;
/** More environments than that are those of pull requests. */
const MAX_ENVIRONMENTS = 50;
/** The last one of an environment may have failed; one of these did not. */
const LAST_DEPLOYMENTS = 5;

type SweepRequest = Parameters<PipelineSource['sweep']>[0];

/** Deployments that a page of the list tells of, with their states. */
export async function readHistories(
  api: GithubApi,
  scope: string,
  body: unknown,
  signal: AbortSignal,
  isWanted: (deployment: Deployment) => boolean = () => true,
): Promise<DeploymentHistory[]> {
  const wanted = readDeployments(body).filter(
    entry => counts(entry) && isWanted(entry),
  );
  const ids = wanted.flatMap(({ node_id }) => node_id ?? []);
  if (ids.length === 0) {
    return [];
  }
  const statuses = readStatuses(
    await api.deploymentStatuses(scope, ids, { signal }),
  );
  return wanted.flatMap(deployment => {
    const found = statuses.get(deployment.node_id ?? '');
    // It was deleted between the two requests.
    return found ? [{ deployment, statuses: found }] : [];
  });
}

/** What changed since, newest first. */
export async function sweepDeployments(
  api: GithubApi,
  validators: Validators,
  request: SweepRequest & { updatedAfter: Date },
): Promise<DeploymentHistory[]> {
  const { scope, signal, since } = request;
  const updatedAfter = request.updatedAfter.getTime();
  const createdAfter = updatedAfter - LONGEST_DEPLOYMENT_MS;
  const key = `deployments/${scope}`;
  const etag = since && validators.get(key);
  const histories: DeploymentHistory[] = [];
  let newestEtag: string | undefined;
  for await (const page of api.deployments(scope, { etag, signal })) {
    newestEtag ??= page.etag;
    if (page.body === undefined) {
      break;
    }
    const found = await readHistories(
      api,
      scope,
      page.body,
      signal,
      entry => (entry.updated_at ?? entry.created_at) >= updatedAfter,
    );
    await request.emit(
      found.flatMap(history => toDeploymentRecords(scope, history)),
    );
    histories.push(...found);
    const oldest = readDeployments(page.body).at(-1);
    if (oldest && oldest.created_at < createdAfter) {
      break;
    }
  }
  validators.remember(key, newestEtag);
  return histories;
}

/** Names of the environments that exist, reported on the way. */
export async function sweepEnvironments(
  api: GithubApi,
  request: SweepRequest,
): Promise<string[]> {
  const { scope, signal } = request;
  const names: string[] = [];
  try {
    for await (const { body } of api.environments(scope, { signal })) {
      const environments = readEnvironments(body);
      await request.emit(
        environments.map(entry => toEnvironmentRecord(scope, entry)),
      );
      names.push(...environments.map(({ name }) => name));
    }
  } catch (error) {
    // Plans without environments answer so.
    if (!(error instanceof NotFoundError)) {
      throw error;
    }
  }
  return names;
}

/** What is deployed to environments, however long ago that was. */
export async function sweepLastDeployments(
  api: GithubApi,
  environments: string[],
  request: SweepRequest,
): Promise<void> {
  const { scope, signal } = request;
  for (const environment of environments.slice(0, MAX_ENVIRONMENTS)) {
    const pages = api.deployments(scope, {
      environment,
      perPage: LAST_DEPLOYMENTS,
      signal,
    });
    const { value } = await pages.next();
    const found = await readHistories(api, scope, value?.body, signal);
    await request.emit(
      found.flatMap(history => toDeploymentRecords(scope, history)),
    );
  }
}
