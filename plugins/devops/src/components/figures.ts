import type { MetricName } from '@backstage-devops/plugin-devops-common';
import type { LocaleOptions } from 'luxon';
import type { Translate } from '../hooks/useTranslation';
import { formatDuration, formatNumber, formatPercent } from './format';

/** The five metrics in the order of the pages. */
export const METRIC_NAMES: MetricName[] = [
  'deploymentFrequency',
  'leadTime',
  'changeFailRate',
  'reworkRate',
  'recoveryTime',
];

/** What the fleet shows of an entity. */
export type FigureName = MetricName | 'runSuccessRate';

/** A figure with its unit, as people read it; `–` is left to the caller. */
export function formatFigure(
  name: FigureName,
  value: number,
  locale: LocaleOptions,
  t: Translate,
): string {
  switch (name) {
    case 'deploymentFrequency':
      // Less than one a day reads better by the week.
      return value >= 1 || value === 0
        ? t('metrics.perDay', { value: formatNumber(value, locale) })
        : t('metrics.perWeek', { value: formatNumber(value * 7, locale) });
    case 'leadTime':
    case 'recoveryTime':
      return formatDuration(value * 1000);
    default:
      return t('metrics.percent', { value: formatPercent(value, locale) });
  }
}
