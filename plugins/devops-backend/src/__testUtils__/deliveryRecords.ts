import type {
  ChangeRecord,
  DeploymentRecord,
  IncidentRecord,
  RangeRecord,
} from '@backstage-devops/plugin-devops-node';

/** Records of a service that is deployed to production, by the hour. */
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

const scope = 'shop/cart';
const iso = (at: number) => new Date(at).toISOString();

type Fields<T> = Partial<Omit<T, 'type'>> & { at?: number };

/** A deployment of a revision that ended at an instant. */
export function deployed(
  revision: string,
  at: number,
  fields: Fields<DeploymentRecord> = {},
): DeploymentRecord {
  const { at: versionAt = at, ...rest } = fields;
  const key = `deployment:${revision}@${at}`;
  return {
    type: 'deployment',
    scope,
    key,
    version: { generation: 1, terminal: true, at: versionAt },
    externalId: key,
    environment: 'production',
    status: 'succeeded',
    providerStatus: 'success',
    revision,
    createdAt: iso(at - 600_000),
    startedAt: iso(at - 300_000),
    finishedAt: iso(at),
    ...rest,
  };
}

/** A merge request whose only commit has the revision `sha`. */
export function merged(
  number: number,
  sha: string,
  at: number,
  fields: Fields<ChangeRecord> = {},
): ChangeRecord {
  const { at: versionAt = at, ...rest } = fields;
  return {
    type: 'change',
    scope,
    key: `change:${number}`,
    version: { generation: 1, terminal: true, at: versionAt },
    externalId: `!${number}`,
    status: 'merged',
    createdAt: iso(at - 2 * HOUR),
    title: `Change ${number}`,
    revision: sha,
    commits: [{ sha, authoredAt: iso(at - 5 * HOUR) }],
    firstReviewAt: iso(at - HOUR),
    mergedAt: iso(at),
    ...rest,
  };
}

/** What lies between two revisions; each commit has the name of its revision. */
export function between(
  from: string,
  to: string,
  shas: string[],
  fields: Fields<RangeRecord> = {},
): RangeRecord {
  const { at: versionAt = 0, ...rest } = fields;
  return {
    type: 'range',
    scope,
    key: `range:${from}..${to}`,
    version: { generation: 1, terminal: true, at: versionAt },
    from,
    to,
    direction: 'ahead',
    commits: shas.map(sha => ({ sha })),
    complete: true,
    ...rest,
  };
}

/** An incident; open unless it says when it was resolved. */
export function incident(
  number: number,
  startedAt: number,
  resolvedAt?: number,
  fields: Fields<IncidentRecord> = {},
): IncidentRecord {
  const { at: versionAt = resolvedAt ?? startedAt, ...rest } = fields;
  return {
    type: 'incident',
    scope,
    key: `incident:${number}`,
    version: {
      generation: 1,
      terminal: resolvedAt !== undefined,
      at: versionAt,
    },
    externalId: String(number),
    status: resolvedAt === undefined ? 'open' : 'resolved',
    startedAt: iso(startedAt),
    resolvedAt: resolvedAt === undefined ? undefined : iso(resolvedAt),
    ...rest,
  };
}
