import { formatPercent } from '../../components/format';
import { useLocale } from '../../hooks/useLocale';
import { useTranslation } from '../../hooks/useTranslation';
import { NoData } from './NoData';

const DIGITS = { maximumFractionDigits: 0 };

/** How complete the data behind the figures is. */
export function Quality(props: { value: number | undefined }) {
  const { value } = props;
  const locale = useLocale();
  const { t } = useTranslation();
  return value === undefined ? (
    <NoData reason={t('fleet.why.quality')} />
  ) : (
    <>{t('metrics.percent', { value: formatPercent(value, locale, DIGITS) })}</>
  );
}
