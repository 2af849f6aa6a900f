import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { LoadError } from '../../../components/LoadError';
import { Section } from '../../../components/Section';
import { useGates } from '../../../hooks/useGate';
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
export function DeploymentGates(props: {
  /** Those that are known already, for the room that they will take. */
  environments: string[];
}) {
  const classes = useStyles();
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useGates();
  if (data?.items.length === 0) {
    return null; // objectives are of environments that the reader may not see
  }
  return (
    <Section title={t('gate.title')} hint={t('gate.hint')}>
      {isPending && (
        <div className={classes.list} aria-busy="true">
          {props.environments.map(environment => (
            <Skeleton key={environment} animation={false} height={28} />
          ))}
        </div>
      )}
      {data && (
        <ul className={classes.list}>
          {data.items.map(gate => (
            <li key={gate.environment}>
              <GateLine gate={gate} of={data} />
            </li>
          ))}
        </ul>
      )}
      {!isPending && !data && (
        <LoadError
          what={t('gate.what')}
          error={error}
          onRetry={() => refetch()}
        />
      )}
    </Section>
  );
}
