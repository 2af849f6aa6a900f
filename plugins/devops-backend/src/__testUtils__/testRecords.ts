import type {
  AlertRecord,
  ChangeRecord,
  DeploymentRecord,
  EnvironmentRecord,
  GateRecord,
  IncidentRecord,
  JobRecord,
  RangeRecord,
  RunRecord,
} from '@backstage-devops/plugin-devops-node';

export const START = Date.parse('2026-11-20T10:00:00Z');

/** An instant so many seconds after `START`. */
export function second(n: number): string {
  return new Date(START + n * 1000).toISOString();
}

type Partially<T> = Partial<T> & { at?: number };

function versionAt(at: number, terminal: boolean) {
  return { generation: 1, terminal, at: START + at * 1000 };
}

const ENDED = ['succeeded', 'failed', 'canceled'];

export function runRecord(number: number, fields: Partially<RunRecord> = {}) {
  const { at = number * 100, status = 'succeeded', ...rest } = fields;
  const record: RunRecord = {
    type: 'run',
    scope: 'shop/cart',
    key: `run:${number}`,
    version: versionAt(at, ENDED.includes(status)),
    externalId: String(number),
    status,
    providerStatus: status,
    ref: 'main',
    defaultBranch: true,
    revision: `sha${number}`,
    createdAt: second(number * 100),
    ...(ENDED.includes(status)
      ? { finishedAt: second(number * 100 + 60), durationMs: 60_000 }
      : {}),
    ...rest,
  };
  return record;
}

export function jobRecord(
  run: number,
  name: string,
  fields: Partially<JobRecord> = {},
) {
  const { at = run * 100, status = 'succeeded', ...rest } = fields;
  const record: JobRecord = {
    type: 'job',
    scope: 'shop/cart',
    key: `job:${run}-${name}`,
    runKey: `run:${run}`,
    version: versionAt(at, ENDED.includes(status)),
    externalId: `${run}-${name}`,
    name,
    status,
    providerStatus: status,
    createdAt: second(run * 100),
    ...rest,
  };
  return record;
}

export function deploymentRecord(
  number: number,
  environment: string,
  fields: Partially<DeploymentRecord> = {},
) {
  const { at = number * 100, status = 'succeeded', ...rest } = fields;
  const record: DeploymentRecord = {
    type: 'deployment',
    scope: 'shop/cart',
    key: `deployment:${environment}-${number}`,
    version: versionAt(at, ENDED.includes(status)),
    externalId: `${environment}-${number}`,
    environment,
    status,
    providerStatus: status,
    revision: `sha${number}`,
    createdAt: second(number * 100),
    runKey: `run:${number}`,
    ...rest,
  };
  return record;
}

export function environmentRecord(
  name: string,
  fields: Partially<EnvironmentRecord> = {},
) {
  const { at = 0, ...rest } = fields;
  const record: EnvironmentRecord = {
    type: 'environment',
    scope: 'shop/cart',
    key: `environment:${name}`,
    version: versionAt(at, false),
    name,
    ...rest,
  };
  return record;
}

export function changeRecord(
  number: number,
  fields: Partially<ChangeRecord> = {},
) {
  const { at = number * 100, status = 'merged', ...rest } = fields;
  const record: ChangeRecord = {
    type: 'change',
    scope: 'shop/cart',
    key: `change:${number}`,
    version: versionAt(at, status !== 'open'),
    externalId: `!${number}`,
    status,
    createdAt: second(number * 100),
    ...(status === 'merged'
      ? { revision: `sha${number}`, mergedAt: second(number * 100 + 50) }
      : {}),
    ...rest,
  };
  return record;
}

export function rangeRecord(
  from: string,
  to: string,
  fields: Partially<RangeRecord> = {},
) {
  const { at = 0, ...rest } = fields;
  const record: RangeRecord = {
    type: 'range',
    scope: 'shop/cart',
    key: `range:${from}..${to}`,
    version: versionAt(at, true),
    from,
    to,
    direction: 'ahead',
    commits: [{ sha: to, title: `Commit ${to}` }],
    complete: true,
    ...rest,
  };
  return record;
}

export function incidentRecord(
  number: number,
  fields: Partially<IncidentRecord> = {},
) {
  const { at = number * 100, status = 'open', ...rest } = fields;
  const record: IncidentRecord = {
    type: 'incident',
    scope: 'shop/cart',
    key: `incident:${number}`,
    version: versionAt(at, status === 'resolved'),
    externalId: String(number),
    status,
    startedAt: second(number * 100),
    ...rest,
  };
  return record;
}

export function alertRecord(
  number: number,
  fields: Partially<AlertRecord> = {},
) {
  const { at = number * 100, status = 'firing', ...rest } = fields;
  const record: AlertRecord = {
    type: 'alert',
    scope: 'shop/cart',
    key: `alert:${number}`,
    version: versionAt(at, status === 'resolved'),
    externalId: String(number),
    name: 'TooManyErrors',
    status,
    startedAt: second(number * 100),
    ...rest,
  };
  return record;
}

export function gateRecord(
  run: number,
  kind: string,
  fields: Partially<GateRecord> = {},
) {
  const { at = run * 100, ...rest } = fields;
  const record: GateRecord = {
    type: 'gate',
    scope: 'shop/cart',
    key: `gate:${run}-${kind}`,
    version: versionAt(at, true),
    runKey: `run:${run}`,
    name: kind,
    kind,
    status: 'passed',
    createdAt: second(run * 100),
    ...rest,
  };
  return record;
}
