import type {
  ChangeRecord,
  PipelineSource,
} from '@backstage-devops/plugin-devops-node';
import type { ChangeCommit } from '@backstage-devops/plugin-devops-common';
import pLimit from 'p-limit';
import type { GitlabApi } from '../api/GitlabApi';
import {
  readApprovedAt,
  readCommits,
  readIncidents,
  readMergeRequests,
  toChange,
  toIncident,
} from '../mappers/apiChanges';
import type { ApiMergeRequest } from '../mappers/apiChanges';
import { orNothing } from './orNothing';

/** Enough to hide latency, too little to be noticed by others. */
const PARALLEL_READS = 4;

type Sweep = Pick<
  Parameters<PipelineSource['sweep']>[0],
  'scope' | 'signal' | 'emit'
> & { updatedAfter: Date };

/**
 * Merge requests that changed. What was merged in that time is read in full;
 * what was merged before has been, and a late comment tells nothing new.
 */
export async function sweepMergeRequests(
  api: GitlabApi,
  request: Sweep,
): Promise<void> {
  const { scope, updatedAfter } = request;
  const limit = pLimit(PARALLEL_READS);
  for await (const page of api.mergeRequests(scope, request)) {
    const changes = await Promise.all(
      readMergeRequests(page).map(entry =>
        (entry.merged_at ?? 0) >= updatedAfter.getTime()
          ? limit(() => readMerged(api, entry, request))
          : toChange(scope, entry),
      ),
    );
    await request.emit(changes);
  }
}

/**
 * With its commits, of which a squash leaves no trace elsewhere, and with its
 * approval. Reviews are told only by its notes, which are too many to read.
 */
async function readMerged(
  api: GitlabApi,
  entry: ApiMergeRequest,
  { scope, signal }: Sweep,
): Promise<ChangeRecord> {
  const newestFirst: ChangeCommit[] = [];
  const pages = api.commitsOfMergeRequest(scope, entry.iid, signal);
  for await (const page of pages) {
    newestFirst.push(...readCommits(page));
  }
  // Forges that imitate GitLab know no approvals, and are content without.
  const [approvedAt] = await orNothing(async () => [
    readApprovedAt(await api.approvals(scope, entry.iid, signal)),
  ]);
  return toChange(scope, entry, {
    commits: newestFirst.reverse(),
    approvedAt,
  });
}

export async function sweepIncidents(
  api: GitlabApi,
  request: Sweep,
): Promise<void> {
  for await (const page of api.incidents(request.scope, request)) {
    await request.emit(
      readIncidents(page).map(entry => toIncident(request.scope, entry)),
    );
  }
}
