import type { Deployment } from '@backstage-devops/plugin-devops-common';
import TextField from '@material-ui/core/TextField';
import Skeleton from '@material-ui/lab/Skeleton';
import { useId, useState } from 'react';
import { ColumnHeads } from '../../components/ColumnHeads';
import { Age } from '../../components/Age';
import { Elapsed } from '../../components/Duration';
import { LoadError } from '../../components/LoadError';
import { LoadMore } from '../../components/LoadMore';
import { Revision } from '../../components/Revision';
import { Section } from '../../components/Section';
import { StatusMark } from '../../components/StatusMark';
import { TableScroller } from '../../components/TableScroller';
import { useTableStyles } from '../../components/tableStyles';
import { Version } from '../../components/Version';
import { useDeployments } from '../../hooks/useRuns';
import { useTranslation } from '../../hooks/useTranslation';
import { KindBadge } from './KindBadge';
import { RunLink } from './RunLink';

/** Everything that was deployed, newest first. */
export function DeploymentsList(props: { environments: string[] }) {
  const { t } = useTranslation();
  const id = useId();
  const [environment, setEnvironment] = useState<string>();
  return (
    <Section
      title={t('deployments.history')}
      actions={
        props.environments.length > 1 && (
          <TextField
            id={id}
            size="small"
            select
            SelectProps={{ native: true }}
            InputLabelProps={{ shrink: true }}
            label={t('deployments.environment')}
            value={environment ?? ''}
            onChange={event => setEnvironment(event.target.value || undefined)}
          >
            <option value="">{t('deployments.allEnvironments')}</option>
            {props.environments.map(name => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </TextField>
        )
      }
    >
      <Deployments environment={environment} />
    </Section>
  );
}

function Deployments(props: { environment: string | undefined }) {
  const { t } = useTranslation();
  const query = useDeployments(props.environment);
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
        what={t('deployments.what.deployments')}
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  const rows = query.data.pages.flatMap(page => page.items);
  if (rows.length === 0) {
    return <p>{t('deployments.noDeployments')}</p>;
  }
  return (
    <>
      <TableScroller label={t('deployments.deploymentsTable')}>
        <DeploymentRows rows={rows} />
      </TableScroller>
      <LoadMore query={query} />
    </>
  );
}

function DeploymentRows(props: { rows: Deployment[] }) {
  const classes = useTableStyles();
  const { t } = useTranslation();
  const columns = [
    t('deployments.environment'),
    t('deployments.version'),
    t('deployments.state'),
    t('deployments.commit'),
    t('deployments.changes'),
    t('deployments.duration'),
    t('deployments.when'),
    t('deployments.who'),
    t('deployments.run'),
  ];
  return (
    <table className={classes.table}>
      <caption className={classes.caption}>
        {t('deployments.deploymentsTable')}
      </caption>
      <ColumnHeads columns={columns} />
      <tbody>
        {props.rows.map(deployment => (
          <tr key={deployment.id}>
            <td className={classes.cell}>{deployment.environment}</td>
            <td className={classes.cell}>
              <Version deployment={deployment} />{' '}
              <KindBadge deployment={deployment} />
            </td>
            <td className={classes.cell}>
              <StatusMark status={deployment.status} />
              {deployment.verdict === 'failed' && (
                <span className={classes.quiet}>
                  {', '}
                  {t('deployments.failedUsers')}
                </span>
              )}
            </td>
            <td className={classes.cell}>
              <Revision
                revision={deployment.revision}
                commit={deployment.commit}
              />
            </td>
            <td className={classes.cell}>{deployment.changeCount}</td>
            <td className={classes.cell}>
              <Elapsed
                durationMs={deployment.durationMs}
                startedAt={deployment.startedAt}
                finishedAt={deployment.finishedAt}
              />
            </td>
            <td className={classes.cell}>
              <Age at={deployment.finishedAt ?? deployment.createdAt} />
            </td>
            <td className={classes.cell}>{deployment.actor?.name}</td>
            <td className={classes.cell}>
              {deployment.runId && <RunLink runId={deployment.runId} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
