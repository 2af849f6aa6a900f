import { createHash } from 'node:crypto';
import {
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { EntityRow } from '../../database/derivedRows';
import { readEntityRules, type EntityRules } from './entityRules';

/** What is kept of an entity of the catalog. */
export type MirroredEntity = {
  row: Omit<EntityRow, 'seen_at' | 'gone_at'>;
  annotations: Record<string, string>;
  rules: EntityRules;
  /** What is wrong with its annotations, in words for its owners. */
  problems: string[];
};

/** Fields of entities that are read here. */
export const MIRROR_FIELDS = [
  'kind',
  'metadata.namespace',
  'metadata.name',
  'metadata.uid',
  'metadata.title',
  'metadata.annotations',
  'relations',
  'spec.type',
  'spec.lifecycle',
  'spec.owner',
  'spec.system',
  'spec.domain',
];

/**
 * Turns an entity into what is kept of it.
 *
 * @param domains - the domain of each system, by full refs.
 */
export function mirrorEntity(
  entity: Entity,
  domains: Map<string, string>,
): MirroredEntity {
  const { kind, namespace, name } = getCompoundEntityRef(entity);
  const annotations = entity.metadata.annotations ?? {};
  const { rules, problems } = readEntityRules(annotations);
  const system = systemOf(entity);
  const rulesJson = JSON.stringify(rules);
  const row = {
    uid: entity.metadata.uid ?? '',
    ref: stringifyEntityRef(entity),
    kind,
    namespace,
    name,
    title: entity.metadata.title ?? null,
    type: textOf(entity.spec?.type),
    lifecycle: textOf(entity.spec?.lifecycle),
    owner_ref: ownerOf(entity) ?? null,
    system_ref: system ?? null,
    domain_ref: (system && domains.get(system)) ?? null,
    rules_json: rulesJson === '{}' ? null : rulesJson,
  };
  return {
    row: {
      ...row,
      digest: digestOf([row, Object.entries(annotations).sort()]),
    },
    annotations,
    rules,
    problems,
  };
}

/** The relation, which the catalog has resolved, or else what is written. */
function ownerOf(entity: Entity): string | undefined {
  return (
    relatedTo(entity, RELATION_OWNED_BY) ??
    refIn(entity, entity.spec?.owner, 'group')
  );
}

function systemOf(entity: Entity): string | undefined {
  return (
    relatedTo(entity, RELATION_PART_OF, 'system:') ??
    refIn(entity, entity.spec?.system, 'system')
  );
}

/** The domain of a system. */
export function domainOf(system: Entity): string | undefined {
  return (
    relatedTo(system, RELATION_PART_OF, 'domain:') ??
    refIn(system, system.spec?.domain, 'domain')
  );
}

function relatedTo(entity: Entity, type: string, prefix = '') {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => relation.targetRef.toLocaleLowerCase('en-US'))
    .sort()
    .find(ref => ref.startsWith(prefix));
}

function refIn(entity: Entity, text: unknown, defaultKind: string) {
  if (typeof text !== 'string') {
    return undefined;
  }
  try {
    const defaultNamespace = entity.metadata.namespace ?? 'default';
    return stringifyEntityRef(
      parseEntityRef(text, { defaultKind, defaultNamespace }),
    );
  } catch {
    return undefined; // the catalog reports it to whoever owns the file
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
