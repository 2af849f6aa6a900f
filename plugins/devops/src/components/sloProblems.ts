import type { SloProblem } from '@backstage-devops/plugin-devops-common';

/** What keeps files from being used, without what they are only warned of. */
export function unusable(problems: SloProblem[]): SloProblem[] {
  return problems.filter(({ severity }) => severity !== 'warning');
}
