import type { SloHistory } from '@backstage-devops/plugin-devops-common';
import { ActionButton } from '../../components/ActionButton';
import { formatClock, formatPercent } from '../../components/format';
import { useLocale } from '../../hooks/useLocale';
import { useNow } from '../../hooks/useNow';
import { useTranslation, type Translate } from '../../hooks/useTranslation';
import type { LocaleOptions } from 'luxon';
import { useMemo, useState } from 'react';
import { BudgetChart } from './BudgetChart';
import { BudgetTable } from './BudgetTable';
import { SloEvents } from './SloEvents';
import { seriesOf, summarize, type SeriesSummary } from './series';

/** The budget over the window: a sentence, and a chart or the same as a table. */
export function BudgetHistory(props: { history: SloHistory }) {
  const { history } = props;
  const locale = useLocale();
  const now = useNow();
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const series = useMemo(() => seriesOf(history), [history]);
  const summary = useMemo(() => summarize(series), [series]);
  if (!summary) {
    // Alerts fire before the budget of a whole window is known.
    return (
      <>
        <p>{t('slos.chart.noPoints')}</p>
        <SloEvents history={history} />
      </>
    );
  }
  return (
    <>
      <p>
        {sentenceOf(summary, now, locale, t)}{' '}
        {summary.hasGaps && t('slos.chart.gaps')}
      </p>
      {asTable ? (
        <BudgetTable series={series} deployments={history.deployments} />
      ) : (
        <BudgetChart history={history} series={series} />
      )}
      <ActionButton onClick={() => setAsTable(!asTable)}>
        {t(asTable ? 'action.showChart' : 'action.showTable')}
      </ActionButton>
      <SloEvents history={history} />
    </>
  );
}

function sentenceOf(
  { first, last, steepest }: SeriesSummary,
  now: number,
  locale: LocaleOptions,
  t: Translate,
): string {
  const clock = (at: number) =>
    formatClock(new Date(at).toISOString(), now, locale);
  const from = formatPercent(first.left, locale);
  const to = formatPercent(last.left, locale);
  const start = clock(first.at);
  const end = clock(last.at);
  if (steepest) {
    return t('slos.chart.sentence', {
      from,
      to,
      start,
      end,
      drop: formatPercent(steepest.drop, locale),
      dropAt: clock(steepest.until),
    });
  }
  return from === to
    ? t('slos.chart.steady', { to, start, end })
    : t('slos.chart.risen', { from, to, start, end });
}
