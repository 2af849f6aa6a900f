import type { Slo } from '@backstage-devops/plugin-devops-common';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { LoadError } from '../../components/LoadError';
import { Section } from '../../components/Section';
import { SloJudgement } from '../../components/SloJudgement';
import { useSloHistory } from '../../hooks/useSlos';
import { useTranslation } from '../../hooks/useTranslation';
import { titleOf } from '../../components/sloTitle';
import { BudgetHistory } from './BudgetHistory';
import { BurnTable } from './BurnTable';
import { SloAlerts } from './SloAlerts';
import { SloDefinition } from './SloDefinition';
import { SloNumbers } from './SloNumbers';

/** One objective in full: the sentence first, the rest explains it. */
export function SloDetail(props: { slo: Slo }) {
  const { slo } = props;
  const { t } = useTranslation();
  return (
    <div>
      <Section title={titleOf(slo)} hint={<SloJudgement slo={slo} />}>
        <Typography>{slo.sentence}</Typography>
        <SloNumbers slo={slo} />
      </Section>
      {slo.alerts && slo.alerts.length > 0 && (
        <Section title={t('slos.alerts')}>
          <SloAlerts alerts={slo.alerts} />
        </Section>
      )}
      <Section title={t('slos.budget')}>
        <History slo={slo} />
      </Section>
      <Section title={t('slos.burn')} hint={t('slos.burnHint')}>
        <BurnTable windows={slo.burnWindows} />
      </Section>
      <Section title={t('slos.definition')}>
        <SloDefinition slo={slo} />
      </Section>
    </div>
  );
}

function History(props: { slo: Slo }) {
  const { data, error, isPending, refetch } = useSloHistory(props.slo.id);
  const { t } = useTranslation();
  if (isPending) {
    return <Skeleton animation={false} variant="rect" height={280} />;
  }
  if (!data) {
    return (
      <LoadError
        what={t('slos.what.history')}
        error={error}
        onRetry={() => refetch()}
      />
    );
  }
  return <BudgetHistory history={data} />;
}
