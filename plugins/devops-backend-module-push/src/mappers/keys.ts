/**
 * Natural keys. Ids are those of a sender for one entity: two teams may both
 * have a deployment 42, and a token for one entity must not reach another.
 */
const keyOf = (kind: string) => (scope: string, id: string) =>
  `${kind}:${scope}:${id}`;

export const runKey = keyOf('run');
export const jobKey = keyOf('job');
export const deploymentKey = keyOf('deployment');
export const incidentKey = keyOf('incident');
export const changeKey = keyOf('change');

/** Within a scope. */
export const rangeKey = (from: string, to: string) => `range:${from}..${to}`;
