import type { PipelineSource } from '@backstage-devops/plugin-devops-node';
import type { GitlabApi } from '../api/GitlabApi';
import { readCreationTimes } from '../mappers/api';

type Span = Parameters<NonNullable<PipelineSource['countRuns']>>[0];

/**
 * How many pipelines were created in the span. An older GitLab ignores the
 * filter and counts all that there are, so both ends of the list are looked at.
 */
export async function countRuns(
  api: GitlabApi,
  { scope, since, until, signal }: Span,
): Promise<number | undefined> {
  const counts: Array<number | undefined> = [];
  for (const sort of ['asc', 'desc'] as const) {
    const end = await api.endOfPipelines(scope, {
      createdAfter: since,
      createdBefore: until,
      sort,
      signal,
    });
    const isWithin = readCreationTimes(end.data).every(
      at => at >= since.getTime() && at < until.getTime(),
    );
    if (end.total === undefined || !isWithin) {
      return undefined;
    }
    counts.push(end.total);
  }
  const [count, again] = counts;
  return count === again ? count : undefined; // One was made or deleted meanwhile.
}
