import type { PipelineRun } from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { Age } from '../../components/Age';
import { Elapsed } from '../../components/Duration';
import { Revision } from '../../components/Revision';
import { StatusMark } from '../../components/StatusMark';
import { useTableStyles } from '../../components/tableStyles';
import { useTranslation } from '../../hooks/useTranslation';
import { RunLink } from './RunLink';
import { useSelectedRun } from './useSelectedRun';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  row: {
    cursor: 'pointer',
    '&:hover': { background: theme.palette.action.hover },
  },
  selected: { background: theme.palette.action.selected },
  branch: {
    maxWidth: 220,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  commit: { maxWidth: 320 },
  subject: { display: 'flex', gap: theme.spacing(1), minWidth: 0 },
  title: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  failed: { whiteSpace: 'nowrap' },
}));

/** One run. The whole row opens it; for the keyboard its number is a link. */
export function RunRow(props: { run: PipelineRun }) {
  const { run } = props;
  const table = useTableStyles();
  const classes = useStyles();
  const { t } = useTranslation();
  const { runId, open } = useSelectedRun();

  const openFromRow = (event: React.MouseEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    if (!target.closest('a, button')) {
      open(run.id);
    }
  };

  return (
    // The link in the row does the same for those who use no pointer.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <tr
      className={`${classes.row} ${runId === run.id ? classes.selected : ''}`}
      onClick={openFromRow}
    >
      <td className={table.cell}>
        <RunLink runId={run.id} label={run.externalId} />{' '}
        {run.attempt > 1 && (
          <span className={table.quiet}>
            {t('deployments.attempt', { attempt: String(run.attempt) })}
          </span>
        )}
      </td>
      <td className={table.cell}>
        <StatusMark status={run.status} waitingOn={run.waitingOn} />
        {run.failedJobs && run.failedJobs.length > 0 && (
          <div className={`${table.quiet} ${classes.failed}`}>
            {run.failedJobs.join(', ')}
          </div>
        )}
      </td>
      <td className={`${table.cell} ${classes.branch}`} title={run.ref}>
        {run.ref}
      </td>
      <td className={`${table.cell} ${classes.commit}`}>
        <span className={classes.subject}>
          <Revision revision={run.revision} commit={run.commit} />
          <span className={classes.title}>{run.commit?.title}</span>
        </span>
      </td>
      <td className={table.cell}>
        <Elapsed
          durationMs={run.durationMs}
          startedAt={run.startedAt}
          finishedAt={run.finishedAt}
        />
      </td>
      <td className={table.cell}>
        <Age at={run.startedAt ?? run.createdAt} />
      </td>
      <td className={table.cell}>{run.actor?.name}</td>
    </tr>
  );
}
