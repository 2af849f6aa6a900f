import { InputError } from '@backstage/errors';

/**
 * The scope of a repository, `owner/name`. GitHub does not care about the case
 * and shows it as the owner once wrote it; entities may write it otherwise.
 */
export const scopeOf = (fullName: string) => fullName.toLowerCase();

/** Natural keys: ids are unique within a host, names and numbers within a repository. */
export const runKey = (id: number) => `run:${id}`;
export const jobKey = (id: number) => `job:${id}`;
export const deploymentKey = (id: number) => `deployment:${id}`;
export const environmentKey = (scope: string, name: string) =>
  `environment:${scope}:${name}`;
export const pullKey = (scope: string, number: number) =>
  `pull:${scope}#${number}`;
export const rangeKey = (from: string, to: string) => `range:${from}..${to}`;

/** The id within a key of runs or jobs. */
export function idOfKey(key: string, kind: 'run' | 'job'): number {
  const match = /^(run|job):(\d{1,15})$/.exec(key);
  if (match?.[1] !== kind) {
    throw new InputError(`'${key}' is not the key of a ${kind} of GitHub`);
  }
  return Number(match[2]);
}
