import type { SloAlert } from '@backstage-devops/plugin-devops-common';
import { Link } from '@backstage/core-components';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { toneColors } from '../../components/colors';
import { useTranslation } from '../../hooks/useTranslation';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  alert: {
    borderLeft: `3px solid ${toneColors(theme).neutral}`,
    padding: theme.spacing(0.25, 1.5),
    marginTop: theme.spacing(1),
    overflowWrap: 'anywhere',
  },
  firing: { borderLeftColor: toneColors(theme).bad },
}));

/** Alerts that fire or are about to, each with what to do about it. */
export function SloAlerts(props: { alerts: SloAlert[] }) {
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <ul className={classes.list}>
      {props.alerts.map(({ name, state, severity, runbookUrl }) => (
        <li
          key={`${name} ${state} ${severity}`}
          className={`${classes.alert} ${state === 'firing' ? classes.firing : ''}`}
        >
          <strong>{name}</strong> {t(`slos.alert.${state}`)}
          {severity && `, ${severity}`}
          {runbookUrl && (
            <>
              {' · '}
              <Link to={runbookUrl}>{t('slos.alert.runbook')}</Link>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
