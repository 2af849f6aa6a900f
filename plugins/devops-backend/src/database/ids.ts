import { createHash } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 26;

/**
 * The id of a row from what the provider calls it, so that the same thing has
 * the same id whoever stores it first, and in every portal.
 */
export function rowId(...naturalKey: string[]): string {
  const digest = createHash('sha256')
    .update(JSON.stringify(naturalKey))
    .digest();
  let bits = 0;
  let buffered = 0;
  let id = '';
  for (const byte of digest) {
    bits = bits * 256 + byte;
    buffered += 8;
    while (buffered >= 5 && id.length < LENGTH) {
      const rest = 2 ** (buffered - 5);
      id += ALPHABET[Math.floor(bits / rest)];
      bits %= rest;
      buffered -= 5;
    }
  }
  return id;
}

export const runId = (sourceId: string, key: string) =>
  rowId('run', sourceId, key);

export const jobId = (sourceId: string, key: string) =>
  rowId('job', sourceId, key);

export const deploymentId = (sourceId: string, key: string) =>
  rowId('deployment', sourceId, key);

/**
 * Environments are known by their name: an environment that was deleted and
 * made anew under the same name goes on, and a deployment can name one that no
 * record has told of yet.
 */
export const environmentId = (sourceId: string, scope: string, name: string) =>
  rowId('environment', sourceId, scope, name);

export const changeId = (sourceId: string, key: string) =>
  rowId('change', sourceId, key);

/** Revisions are unique within a scope, for instance within a repository. */
export const rangeId = (
  sourceId: string,
  scope: string,
  from: string,
  to: string,
) => rowId('range', sourceId, scope, from, to);

export const incidentId = (sourceId: string, key: string) =>
  rowId('incident', sourceId, key);

export const alertId = (sourceId: string, key: string) =>
  rowId('alert', sourceId, key);

export const gateId = (sourceId: string, key: string) =>
  rowId('gate', sourceId, key);

export const attemptId = (
  subject: 'run' | 'deployment',
  subjectId: string,
  attempt: number,
) => rowId('attempt', subject, subjectId, String(attempt));
