export { toChangeRow, toRangeRow } from './changes';
export { toDeploymentRow, toEnvironmentRow } from './deployments';
export { toAlertRow, toIncidentRow } from './incidents';
export { toGateRow, toJobRow, toRunRow } from './runs';
export type { Cell, MergeRow } from './shared';
