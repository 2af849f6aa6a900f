import type { PipelineSource } from '@backstage-devops/plugin-devops-node';
import type { GithubApi } from '../api/GithubApi';
import { readNewestChange } from '../mappers/apiLists';
import { readPulls, toPullRecord } from '../mappers/pullQuery';
import type { Validators } from './Validators';

type SweepRequest = Parameters<PipelineSource['sweep']>[0];

/**
 * Pull requests that changed since, last changed first. Whether there are any
 * costs a request that GitHub mostly does not count.
 */
export async function sweepPulls(
  api: GithubApi,
  validators: Validators,
  request: SweepRequest & { updatedAfter: Date },
): Promise<void> {
  const { scope, since, signal } = request;
  const updatedAfter = request.updatedAfter.getTime();
  const key = `pulls/${scope}`;
  const etag = since && validators.get(key);
  const newest = await api.newestPull(scope, { etag, signal });
  if (newest.body === undefined) {
    return;
  }
  const changedAt = readNewestChange(newest.body);
  let isNew = changedAt !== undefined && changedAt >= updatedAfter;
  let after: string | undefined;
  while (isNew) {
    const { pulls, next } = readPulls(
      scope,
      await api.pulls(scope, { after, signal }),
    );
    const changed = pulls.filter(pull => pull.updatedAt >= updatedAfter);
    await request.emit(changed.map(pull => toPullRecord(scope, pull)));
    isNew = changed.length === pulls.length && next !== undefined;
    after = next;
  }
  validators.remember(key, newest.etag);
}
