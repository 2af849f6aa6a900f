import { InputError } from '@backstage/errors';

/** Natural keys: ids are unique within a GitLab instance, names within a project. */
export const runKey = (id: number) => `pipeline:${id}`;
export const jobKey = (id: number) => `job:${id}`;
/** Merge requests and issues have a number within the project and an id within GitLab. */
export const changeKey = (id: number) => `change:${id}`;
export const incidentKey = (id: number) => `incident:${id}`;
export const rangeKey = (from: string, to: string) => `range:${from}..${to}`;
export const deploymentKey = (id: number) => `deployment:${id}`;
export const environmentKey = (scope: string, name: string) =>
  `environment:${scope}:${name}`;

/** The id within a key of runs or jobs. */
export function idOfKey(key: string, kind: 'pipeline' | 'job'): number {
  const match = /^(pipeline|job):(\d{1,15})$/.exec(key);
  if (match?.[1] !== kind) {
    throw new InputError(`'${key}' is not the key of a ${kind} of GitLab`);
  }
  return Number(match[2]);
}
