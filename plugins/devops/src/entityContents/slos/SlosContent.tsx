import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { useSearchParams } from 'react-router-dom';
import { DevopsProvider } from '../../components/DevopsProvider';
import { FreshnessFooter } from '../../components/FreshnessFooter';
import { LoadError } from '../../components/LoadError';
import { Section } from '../../components/Section';
import { SloEmptyState } from '../../components/SloEmptyState';
import { useSlos } from '../../hooks/useSlos';
import { useTranslation } from '../../hooks/useTranslation';
import { worstFirst } from '../../components/sloOrder';
import { DeploymentGates } from './gate/DeploymentGates';
import { SloDetail } from './SloDetail';
import { SloList } from './SloList';
import { SloProblems } from './SloProblems';

const PARAMETER = 'slo';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  layout: {
    display: 'grid',
    gridTemplateColumns: 'minmax(220px, 300px) minmax(0, 1fr)',
    columnGap: theme.spacing(2),
    alignItems: 'start',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
}));

/**
 * The objectives of a component: what each promises, how much of its budget is
 * left, how fast it is spent, and what that was computed from.
 *
 * @public
 */
export function SlosContent() {
  return (
    <DevopsProvider>
      <Content />
    </DevopsProvider>
  );
}

function Content() {
  const classes = useStyles();
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useSlos();
  const [parameters, setParameters] = useSearchParams();
  if (isPending) {
    return <SlosContentSkeleton />;
  }
  if (!data) {
    return (
      <Section title={t('slos.title')}>
        <LoadError
          what={t('slos.what.slos')}
          error={error}
          onRetry={() => refetch()}
        />
      </Section>
    );
  }
  const slos = worstFirst(data.items);
  const wanted = parameters.get(PARAMETER);
  const selected = slos.find(slo => slo.id === wanted) ?? slos[0];
  const select = (id: string) =>
    setParameters(
      current => {
        const next = new URLSearchParams(current);
        next.set(PARAMETER, id);
        return next;
      },
      { replace: true },
    );
  return (
    <>
      {data.environments.length > 0 && (
        <DeploymentGates environments={data.environments} />
      )}
      {data.problems.length > 0 && <SloProblems problems={data.problems} />}
      {selected ? (
        <div className={classes.layout}>
          <Section title={t('slos.list')}>
            <SloList slos={slos} selected={selected.id} onSelect={select} />
            <FreshnessFooter freshness={data.freshness} refetchError={error} />
          </Section>
          <SloDetail key={selected.id} slo={selected} />
        </div>
      ) : (
        data.problems.length === 0 && (
          <Section title={t('slos.title')}>
            <SloEmptyState open />
          </Section>
        )
      )}
    </>
  );
}

function SlosContentSkeleton() {
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <div className={classes.layout} aria-busy="true">
      <Section title={t('slos.list')}>
        {['first', 'second', 'third'].map(row => (
          <Skeleton animation={false} key={row} height={56} />
        ))}
      </Section>
      <Section title={t('slos.budget')}>
        <Skeleton animation={false} height={28} />
        <Skeleton animation={false} variant="rect" height={240} />
        <Skeleton animation={false} height={120} />
      </Section>
    </div>
  );
}
