import type { PipelineSource } from '@backstage-devops/plugin-devops-node';
import type { GithubApi } from '../api/GithubApi';
import { readRuns } from '../mappers/apiLists';

/** From there on a search may count no further. */
const MAX_COUNTED = 1_000;

type Span = Parameters<NonNullable<PipelineSource['countRuns']>>[0];

/** GitHub counts what a search finds, so one small page tells. */
export async function countRuns(
  api: GithubApi,
  { scope, since, until, signal }: Span,
): Promise<number | undefined> {
  const from = Math.ceil(since.getTime() / 1000);
  // A search includes its last second, and the span does not.
  const to = Math.ceil(until.getTime() / 1000) - 1;
  if (to < from) {
    return 0;
  }
  const created = { from: new Date(from * 1000), to: new Date(to * 1000) };
  const { value } = await api
    .runs(scope, { created, perPage: 1, signal })
    .next();
  const { total } = readRuns(value?.body);
  return total < MAX_COUNTED ? total : undefined;
}
