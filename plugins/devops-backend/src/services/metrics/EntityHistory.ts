import type { EntityRow } from '../../database/derivedRows';
import type { FiguresStore } from '../../database/FiguresStore';
import type { ScopeRef } from '../../database/rows';
import type { EntityRules } from '../catalog/entityRules';
import { toDoraRecords, type EntityRecords } from './toDoraRecords';

const DAY_MS = 24 * 60 * 60_000;
/**
 * How much older than what is asked for changes and incidents are read: they
 * decide which deployment brought a change first.
 */
const CONTEXT_MS = 180 * DAY_MS;

export type HistoryRequest = {
  entity: Pick<EntityRow, 'ref' | 'rules_json'>;
  scopes: ScopeRef[];
  /** Incidents of other scopes that count as the entity's, too. */
  incidentScopes?: ScopeRef[];
  since: number;
};

/** Reads all that the metrics of an entity are computed from. */
export async function readEntityRecords(
  store: FiguresStore,
  { entity, scopes, incidentScopes = [], since }: HistoryRequest,
): Promise<EntityRecords> {
  const start = since - CONTEXT_MS;
  const deployments = await store.readDeployments(scopes);
  const recent = new Set<string>();
  const older = new Set<string>();
  for (const { created_at, revision } of deployments) {
    (Number(created_at) >= start ? recent : older).add(revision);
  }
  return toDoraRecords({
    ref: entity.ref,
    rules: rulesOf(entity),
    deployments,
    attempts: await store.readAttempts(
      deployments.filter(row => (row.attempt ?? 1) > 1).map(row => row.id),
    ),
    tiers: await store.readEnvironmentTiers(scopes),
    changes: await store.readMergedChanges(scopes, start),
    ranges: await store.readRanges(scopes, { to: recent, stopAt: older }),
    incidents: await store.readIncidents([...scopes, ...incidentScopes], start),
  });
}

/** The rules of an entity as they are stored. */
export function rulesOf({ rules_json }: Pick<EntityRow, 'rules_json'>) {
  return (rules_json === null ? {} : JSON.parse(rules_json)) as EntityRules;
}

/** How old a deployment of an entity may be that an incident belongs to. */
export function attributionWindowOf(
  { attributionWindow }: EntityRules,
  fallbackMs: number,
): number {
  return attributionWindow === 'inf'
    ? Infinity
    : (attributionWindow ?? fallbackMs);
}
