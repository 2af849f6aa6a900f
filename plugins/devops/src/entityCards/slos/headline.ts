import type {
  Slo,
  SloProblem,
  SloState,
} from '@backstage-devops/plugin-devops-common';
import { formatPercent } from '../../components/format';
import { unusable } from '../../components/sloProblems';
import { alarmingStates, worstFirst } from '../../components/sloOrder';
import type { Translate } from '../../hooks/useTranslation';
import type { LocaleOptions } from 'luxon';

/** The first line of the card: how many objectives are in trouble, and which. */
export function sloHeadline(
  slos: Slo[],
  problems: SloProblem[],
  t: Translate,
): { text: string; state: SloState } {
  const broken = unusable(problems).length;
  if (slos.length === 0) {
    return broken > 0
      ? {
          text: t('slosCard.headline.broken', { count: broken }),
          state: 'unmeasured',
        }
      : { text: t('slosCard.headline.none'), state: 'unmeasured' };
  }
  const worst = alarmingStates.find(state =>
    slos.some(slo => slo.state === state),
  );
  if (worst) {
    const bad = slos.filter(slo => slo.state === worst).length;
    return {
      text: t('slosCard.headline.worst', {
        bad: String(bad),
        total: String(slos.length),
        state: t(`slosCard.is.${worst}`, { count: bad }),
      }),
      state: worst,
    };
  }
  const ok = slos.filter(slo => slo.state === 'ok').length;
  if (ok === 0) {
    return {
      text: t('slosCard.headline.unjudged', { total: String(slos.length) }),
      state: worstFirst(slos)[0].state,
    };
  }
  return ok === slos.length
    ? { text: t('slosCard.headline.allOk', { count: ok }), state: 'ok' }
    : {
        text: t('slosCard.headline.someOk', {
          ok: String(ok),
          total: String(slos.length),
        }),
        state: 'ok',
      };
}

/** The smallest budget of all objectives in words, where any is known. */
export function budgetLine(
  slos: Slo[],
  locale: LocaleOptions,
  t: Translate,
): string | undefined {
  const budgets = slos.flatMap(slo =>
    slo.budgetRemaining === undefined ? [] : [slo.budgetRemaining],
  );
  if (budgets.length === 0) {
    return undefined;
  }
  const least = Math.min(...budgets);
  const percent = formatPercent(Math.abs(least), locale, {
    maximumFractionDigits: 0,
  });
  return least < 0
    ? t('slosCard.headline.overspent', { percent })
    : t('slosCard.headline.budget', { percent });
}
