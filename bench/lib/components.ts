import type { Entity } from '@backstage/catalog-model';

const TEAMS = 100;

/**
 * Components of a catalog, bound to projects of a forge. Their teams and
 * systems are large and small, as in any organisation.
 */
export function components(count: number, host: string): Entity[] {
  return Array.from({ length: count }, (_, n) => {
    const team = Math.floor(TEAMS * (n / count) ** 2);
    const owner = `group:default/team-${team}`;
    return {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: `service-${n}`,
        namespace: 'default',
        uid: `uid-${n}`,
        etag: 'e',
        annotations: {
          'gitlab.com/project-slug': `group-${n % 20}/service-${n}`,
          'gitlab.com/instance': host,
        },
      },
      spec: { type: 'service', owner, lifecycle: 'production' },
      relations: [{ type: 'ownedBy', targetRef: owner }],
    };
  });
}
