import type {
  DeliverySummary,
  EnvironmentState,
} from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { Age } from '../../components/Age';
import { toneColors } from '../../components/colors';
import { StatusMark } from '../../components/StatusMark';
import { Version } from '../../components/Version';
import { versionOf } from '../../hooks/useDelivery';
import { useTranslation } from '../../hooks/useTranslation';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: theme.spacing(2),
    padding: theme.spacing(0.75, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  name: {
    flex: '0 0 7.5rem',
    fontWeight: 'bold',
    overflowWrap: 'anywhere',
  },
  version: { flex: '0 0 6rem', minWidth: 0 },
  state: {
    flex: '0 0 7.5rem',
    display: 'flex',
    gap: theme.spacing(0.75),
    alignItems: 'baseline',
  },
  relation: { flex: '1 1 8rem' },
  who: { flex: '0 1 auto', color: toneColors(theme).neutral },
  quiet: { color: toneColors(theme).neutral },
  note: { flex: '1 0 100%', display: 'flex', gap: theme.spacing(0.75) },
  empty: { margin: 0, padding: theme.spacing(0.5, 0) },
}));

/** What runs where: production first, for that is what people ask about. */
export function EnvironmentRows(props: { delivery: DeliverySummary }) {
  const { delivery } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  if (delivery.environments.length === 0) {
    return (
      <p className={classes.empty}>
        {t('deliveryCard.noEnvironments')}{' '}
        <span className={classes.quiet}>
          {t('deliveryCard.noEnvironmentsHint')}
        </span>
      </p>
    );
  }
  const productionFirst = [...delivery.environments].sort(
    (a, b) => b.order - a.order,
  );
  return (
    <ul className={classes.list} aria-label={t('deliveryCard.environments')}>
      {productionFirst.map(environment => (
        <Row
          key={environment.name}
          environment={environment}
          main={delivery.latestRun}
        />
      ))}
    </ul>
  );
}

function Row(props: {
  environment: EnvironmentState;
  main: DeliverySummary['latestRun'];
}) {
  const { environment, main } = props;
  const { current, latest, pending } = environment;
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <li className={classes.row}>
      <span className={classes.name}>{environment.name}</span>
      {current ? (
        <>
          <span className={classes.version}>
            <Version deployment={current} />
          </span>
          <span className={classes.state}>
            <StatusMark status={current.status} hideWord />
            <Age at={current.finishedAt ?? current.createdAt} />
          </span>
          <span className={classes.relation}>
            {main && <Relation environment={environment} main={main} />}
          </span>
          {current.actor && (
            <span className={classes.who}>
              {t('shared.by', { name: current.actor.name })}
            </span>
          )}
        </>
      ) : (
        <span className={classes.quiet}>{t('deliveryCard.neverDeployed')}</span>
      )}
      {latest && (
        <span className={classes.note}>
          <StatusMark status={latest.status} waitingOn={undefined} hideWord />
          {latest.status === 'failed'
            ? t('deliveryCard.newerFailed')
            : t('deliveryCard.newerRunning', { version: versionOf(latest) })}
          <Age at={latest.finishedAt ?? latest.createdAt} />
        </span>
      )}
      {pending[0] && !latest && (
        <span className={classes.note}>
          <StatusMark status="waiting" waitingOn="manual" hideWord />
          {t('deliveryCard.waitingForDecision', {
            version: versionOf(pending[0]),
          })}
        </span>
      )}
    </li>
  );
}

/** How an environment lies to the default branch. */
function Relation(props: {
  environment: EnvironmentState;
  main: NonNullable<DeliverySummary['latestRun']>;
}) {
  const { environment, main } = props;
  const { current, commitsBehindMain } = environment;
  const classes = useStyles();
  const { t } = useTranslation();
  if (current?.revision === main.revision) {
    return (
      <span className={classes.quiet}>
        {t('deliveryCard.sameAsMain', { branch: main.ref })}
      </span>
    );
  }
  return (
    <>
      {commitsBehindMain
        ? t('deliveryCard.behindMain', {
            count: commitsBehindMain,
            branch: main.ref,
          })
        : t('deliveryCard.differsFromMain', { branch: main.ref })}
    </>
  );
}
