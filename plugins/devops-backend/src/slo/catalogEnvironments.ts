import {
  RELATION_DEPENDENCY_OF,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { ENVIRONMENT_ANNOTATION } from '@backstage-devops/plugin-devops-common';

/** An environment as a catalog file describes it. */
export type CatalogEnvironment = {
  /** Whose environment it is. */
  entityRef: string;
  environment: string;
  url: string;
};

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'metadata.labels',
  'metadata.links',
  'relations',
];

/**
 * The environments that are in the catalog: Resources of type `environment`
 * with a link, whose relations say which entities they belong to.
 */
export async function listCatalogEnvironments(options: {
  catalog: CatalogService;
  auth: AuthService;
}): Promise<CatalogEnvironment[]> {
  const credentials = await options.auth.getOwnServiceCredentials();
  const found: CatalogEnvironment[] = [];
  const pages = options.catalog.streamEntities(
    {
      filter: { kind: 'Resource', 'spec.type': 'environment' },
      fields: FIELDS,
    },
    { credentials },
  );
  for await (const page of pages) {
    found.push(...page.flatMap(environmentsOf));
  }
  return found;
}

function environmentsOf(resource: Entity): CatalogEnvironment[] {
  const { annotations, labels, links } = resource.metadata;
  const environment =
    annotations?.[ENVIRONMENT_ANNOTATION] ?? labels?.[ENVIRONMENT_ANNOTATION];
  const url = links?.[0]?.url;
  if (!environment || !url) {
    return [];
  }
  return (resource.relations ?? [])
    .filter(({ type }) => type === RELATION_DEPENDENCY_OF)
    .map(({ targetRef }) => ({
      entityRef: targetRef,
      environment,
      url,
    }));
}

/** The uids of entities, by their reference. */
export async function readUids(
  refs: string[],
  options: { catalog: CatalogService; auth: AuthService },
): Promise<Map<string, string>> {
  const entities = await readEntities(refs, options, [
    'kind',
    'metadata.name',
    'metadata.namespace',
    'metadata.uid',
  ]);
  return new Map(
    entities.map(entity => [
      stringifyEntityRef(entity),
      entity.metadata.uid ?? '',
    ]),
  );
}

/** References of one request to the catalog. */
const BATCH = 100;

/** The entities that exist, in batches. */
export async function readEntities(
  refs: string[],
  options: { catalog: CatalogService; auth: AuthService },
  fields?: string[],
): Promise<Entity[]> {
  const entities: Entity[] = [];
  for (let i = 0; i < refs.length; i += BATCH) {
    const { items } = await options.catalog.getEntitiesByRefs(
      { entityRefs: refs.slice(i, i + BATCH), fields },
      { credentials: await options.auth.getOwnServiceCredentials() },
    );
    entities.push(...items.filter(item => item !== undefined));
  }
  return entities;
}
