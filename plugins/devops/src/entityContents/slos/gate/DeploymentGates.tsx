import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { LoadError } from '../../../components/LoadError';
import { Section } from '../../../components/Section';
import { useGate } from '../../../hooks/useGate';
import { useTranslation } from '../../../hooks/useTranslation';
import { GateLine } from './GateLine';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  list: {
    display: 'grid',
    rowGap: theme.spacing(1.5),
    listStyle: 'none',
    margin: 0,
    padding: 0,
  },
}));

/** Whether deployments may go on, for each environment that objectives are of. */
export function DeploymentGates(props: { environments: string[] }) {
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <Section title={t('gate.title')} hint={t('gate.hint')}>
      <ul className={classes.list}>
        {props.environments.map(environment => (
          <li key={environment}>
            <Gate environment={environment} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Gate({ environment }: { environment: string }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useGate(environment);
  if (isPending) {
    return <Skeleton animation={false} height={28} aria-busy="true" />;
  }
  return data ? (
    <GateLine gate={data} />
  ) : (
    <LoadError what={t('gate.what')} error={error} onRetry={() => refetch()} />
  );
}
