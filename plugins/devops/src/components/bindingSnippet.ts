import {
  GITLAB_PROJECT_SLUG_ANNOTATION,
  type SourceHealth,
} from '@backstage-devops/plugin-devops-common';
import type { Entity } from '@backstage/catalog-model';
import type { Translate } from '../hooks/useTranslation';

/** One way to bind an entity: the annotation of one source. */
export type Binding = { sourceId: string; title: string; snippet: string };

/**
 * How *this* entity would be bound to each configured source. Sources that
 * need no annotation of their own are left out, and so is the second of two
 * that ask for the same one.
 */
export function bindingsFor(
  entity: Entity,
  sources: SourceHealth[],
  t: Translate,
): Binding[] {
  const seen = new Set<string>();
  return sources.flatMap(source => {
    const annotation = source.annotations?.[0];
    if (!annotation || seen.has(annotation)) {
      return [];
    }
    seen.add(annotation);
    return [
      {
        sourceId: source.id,
        title: source.title,
        snippet: snippetFor(entity, annotation, t),
      },
    ];
  });
}

function snippetFor(entity: Entity, annotation: string, t: Translate): string {
  const value =
    entity.metadata.annotations?.[annotation] ??
    (annotation === GITLAB_PROJECT_SLUG_ANNOTATION
      ? t('binding.gitlabPlaceholder')
      : t('binding.placeholder'));
  return [
    'metadata:',
    `  name: ${entity.metadata.name}`,
    '  annotations:',
    `    ${annotation}: ${value}`,
  ].join('\n');
}
