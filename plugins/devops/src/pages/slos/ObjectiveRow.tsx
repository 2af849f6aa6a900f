import type { FleetSlo } from '@backstage-devops/plugin-devops-common';
import { parseEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { EntityRefLink, entityRouteRef } from '@backstage/plugin-catalog-react';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import classNames from 'classnames';
import { Age } from '../../components/Age';
import { BudgetBar } from '../../components/BudgetBar';
import {
  formatNumber,
  formatPercent,
  OBJECTIVE_DIGITS,
} from '../../components/format';
import { SloMark } from '../../components/StatusMark';
import { useTableStyles } from '../../components/tableStyles';
import { useLocale } from '../../hooks/useLocale';
import { useTranslation } from '../../hooks/useTranslation';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  name: {
    whiteSpace: 'normal',
    minWidth: '12rem',
    overflowWrap: 'anywhere',
    [theme.breakpoints.down('xs')]: { minWidth: '9rem' },
  },
  promise: { display: 'block' },
  budget: { minWidth: 130 },
}));

/** One objective: where it stands, and the way to all about it. */
export function ObjectiveRow(props: { row: FleetSlo }) {
  const { row } = props;
  const styles = useStyles();
  const classes = useTableStyles();
  const locale = useLocale();
  const { t } = useTranslation();
  return (
    <tr>
      <td className={classes.cell}>
        <SloMark state={row.state} />
      </td>
      <th
        scope="row"
        className={classNames(
          classes.cell,
          classes.rowHead,
          classes.sticky,
          styles.name,
        )}
      >
        <Link to={useTabOf(row)}>{row.title}</Link>{' '}
        <span className={classNames(classes.quiet, styles.promise)}>
          {t('slosCard.objective', {
            percent: formatPercent(row.objective, locale, OBJECTIVE_DIGITS),
            window: row.windowText,
          })}
        </span>
      </th>
      <td className={classes.cell}>
        <EntityRefLink entityRef={row.entityRef} title={row.entityTitle} />
      </td>
      <td className={classes.cell}>
        {row.environment ?? <Unknown why={t('fleetSlos.noEnvironment')} />}
      </td>
      <td className={classNames(classes.cell, styles.budget)}>
        <BudgetBar slo={row} />
      </td>
      <td className={classNames(classes.cell, classes.numeric)}>
        {row.currentBurn === undefined ? (
          <Unknown why={t('fleetSlos.noBurn')} />
        ) : (
          t('slosCard.burning', { rate: formatNumber(row.currentBurn, locale) })
        )}
      </td>
      <td className={classes.cell}>
        {row.measuredAt ? (
          <Age at={row.measuredAt} />
        ) : (
          <span className={classes.quiet}>{t('fleetSlos.never')}</span>
        )}
      </td>
    </tr>
  );
}

/** A dash for the eye, and the reason for those who hear the page. */
function Unknown(props: { why: string }) {
  const classes = useTableStyles();
  return (
    <span role="img" aria-label={props.why} className={classes.quiet}>
      –
    </span>
  );
}

/**
 * The SLO tab of the entity with this objective chosen. Routes of tabs resolve
 * on the page of their entity alone, so the path is the one that it has unless
 * a portal moves it.
 */
function useTabOf({ entityRef, id }: FleetSlo): string {
  const entityRoute = useRouteRef(entityRouteRef);
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const page = entityRoute({
    kind: kind.toLocaleLowerCase('en-US'),
    namespace: namespace.toLocaleLowerCase('en-US'),
    name,
  });
  return `${page}/slos?${new URLSearchParams({ slo: id })}`;
}
