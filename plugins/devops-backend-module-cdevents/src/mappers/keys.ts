/** Natural keys: ids are unique within the source of their subject. */
const keyOf = (kind: string) => (source: string, id: string) =>
  `${kind}:${source}#${id}`;

export const runKey = keyOf('run');
export const jobKey = keyOf('job');
export const deploymentKey = keyOf('deployment');
export const incidentKey = keyOf('incident');
export const changeKey = keyOf('change');
export const environmentKey = keyOf('environment');
