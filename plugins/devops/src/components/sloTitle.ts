import type { Slo } from '@backstage-devops/plugin-devops-common';

/** What an objective is called, with what tells it from the same one elsewhere. */
export function titleOf({ title, name, environment }: Slo): string {
  return environment === undefined
    ? (title ?? name)
    : `${title ?? name} (${environment})`;
}
