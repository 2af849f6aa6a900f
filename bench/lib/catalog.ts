import { createServiceFactory } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  catalogServiceRef,
  type CatalogService,
} from '@backstage/plugin-catalog-node';

const PAGE = 500;

/**
 * A catalog in memory that answers at once. The one for tests goes over all
 * entities for each page of them.
 */
export function catalogOf(entities: Entity[]) {
  const byRef = new Map(
    entities.map(entity => [stringifyEntityRef(entity), entity]),
  );
  const catalog: Pick<
    CatalogService,
    'getEntityByRef' | 'getEntitiesByRefs' | 'queryEntities' | 'streamEntities'
  > = {
    async getEntityByRef(ref) {
      return byRef.get(typeof ref === 'string' ? ref : stringifyEntityRef(ref));
    },
    async getEntitiesByRefs({ entityRefs }) {
      return { items: entityRefs.map(ref => byRef.get(ref)) };
    },
    /** Only components are here, and nobody asks for some of them. */
    async queryEntities() {
      return { items: [], totalItems: 0, pageInfo: {} };
    },
    async *streamEntities(request) {
      const { kind } = request?.filter as { kind: string };
      const wanted = kind === 'Component' ? entities : [];
      for (let start = 0; start < wanted.length; start += PAGE) {
        yield wanted.slice(start, start + PAGE);
      }
    },
  };
  return createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () => catalog as CatalogService,
  });
}
