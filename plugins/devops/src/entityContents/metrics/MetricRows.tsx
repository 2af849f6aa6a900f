import type {
  MetricName,
  MetricRow,
  MetricsWindow,
} from '@backstage-devops/plugin-devops-common';
import { Link } from '@backstage/core-components';
import Skeleton from '@material-ui/lab/Skeleton';
import classNames from 'classnames';
import { Age } from '../../components/Age';
import { formatDuration } from '../../components/format';
import { LoadError } from '../../components/LoadError';
import { LoadMore } from '../../components/LoadMore';
import { Section } from '../../components/Section';
import { TableScroller } from '../../components/TableScroller';
import { useTableStyles } from '../../components/tableStyles';
import { useMetricRows } from '../../hooks/useMetrics';
import { useTranslation, type Translate } from '../../hooks/useTranslation';

/** The deployments, changes and incidents that a number was made from. */
export function MetricRows(props: {
  metric: MetricName;
  window: MetricsWindow;
}) {
  const { t } = useTranslation();
  const metric = t(`metrics.name.${props.metric}`);
  return (
    <Section title={t('metrics.rowsOf', { metric })}>
      <Rows {...props} />
    </Section>
  );
}

function Rows(props: { metric: MetricName; window: MetricsWindow }) {
  const { t } = useTranslation();
  const query = useMetricRows(props.metric, props.window);
  if (query.isPending) {
    return (
      <div aria-busy="true">
        {Array.from({ length: 4 }, (_, row) => (
          <Skeleton animation={false} key={row} height={33} />
        ))}
      </div>
    );
  }
  if (!query.data) {
    return (
      <LoadError
        what={t('metrics.whatRows')}
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  const rows = query.data.pages.flatMap(page => page.items);
  if (rows.length === 0) {
    return <p>{t('metrics.noRows')}</p>;
  }
  const label = t('metrics.rowsOf', {
    metric: t(`metrics.name.${props.metric}`),
  });
  return (
    <>
      <TableScroller label={label}>
        <Table rows={rows} metric={props.metric} label={label} />
      </TableScroller>
      <LoadMore query={query} />
    </>
  );
}

function Table(props: {
  rows: MetricRow[];
  metric: MetricName;
  label: string;
}) {
  const { rows, metric, label } = props;
  const classes = useTableStyles();
  const { t } = useTranslation();
  const isDuration = metric === 'leadTime' || metric === 'recoveryTime';
  const value = t('metrics.row.value');
  const columns = [
    t('metrics.row.when'),
    t('metrics.row.what'),
    t('metrics.row.kind'),
    ...(isDuration ? [value] : []),
    t('metrics.row.counted'),
    t('metrics.row.why'),
  ];
  return (
    <table className={classes.table}>
      <caption className={classes.caption}>{label}</caption>
      <thead>
        <tr>
          {columns.map(column => (
            <th
              key={column}
              scope="col"
              className={classNames(
                classes.headerCell,
                column === value && classes.numeric,
              )}
            >
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={`${row.type} ${row.id}`}>
            <td className={classes.cell}>{row.at && <Age at={row.at} />}</td>
            <td className={classes.cell}>
              {row.url ? (
                <Link to={row.url}>{titleOf(row, t)}</Link>
              ) : (
                titleOf(row, t)
              )}
            </td>
            <td className={classes.cell}>
              {row.kind && t(`metrics.kind.${row.kind}`)}
            </td>
            {isDuration && (
              <td className={classNames(classes.cell, classes.numeric)}>
                {row.value !== undefined && formatDuration(row.value * 1000)}
              </td>
            )}
            <td className={classes.cell}>
              {row.counted ? t('metrics.row.yes') : t('metrics.row.no')}
            </td>
            <td className={classes.cell}>{row.reasons?.join('; ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function titleOf(row: MetricRow, t: Translate): string {
  if (row.title) {
    return row.title;
  }
  const revision = row.revision?.slice(0, 7) ?? '';
  if (row.type === 'deployment') {
    return row.environment
      ? t('metrics.row.deployment', { revision, environment: row.environment })
      : t('metrics.row.deploymentOnly', { revision });
  }
  const names = {
    change: t('metrics.row.change'),
    incident: t('metrics.row.incident'),
    period: t('metrics.row.period'),
  };
  return `${names[row.type]} ${revision}`.trim();
}
