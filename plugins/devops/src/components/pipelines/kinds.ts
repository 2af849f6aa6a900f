import type {
  DriftCounts,
  DriftKind,
} from '@backstage-devops/plugin-devops-common';
import type { Translate } from '../../hooks/useTranslation';

/** In the order in which they are told. */
export const DRIFT_KINDS: DriftKind[] = [
  'template',
  'pins',
  'policy',
  'stack',
  'local',
];

/** What differs, in words and numbers. */
export function countsText(counts: DriftCounts, t: Translate): string {
  return DRIFT_KINDS.filter(kind => counts[kind] > 0)
    .map(kind =>
      t('pipelines.countOf', {
        kind: t(`pipelines.kind.${kind}`),
        number: String(counts[kind]),
      }),
    )
    .join(', ');
}
