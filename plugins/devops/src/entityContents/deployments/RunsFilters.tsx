import type { RunStatus } from '@backstage-devops/plugin-devops-common';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import type { BackstageTheme } from '@backstage/theme';
import { useEffect, useId, useState } from 'react';
import type { RunFilters } from '../../hooks/useRuns';
import { useTranslation } from '../../hooks/useTranslation';

/** Typing pauses for this long before the list is asked for, in milliseconds. */
const TYPING_PAUSE_MS = 400;

const statuses: RunStatus[] = [
  'failed',
  'running',
  'waiting',
  'queued',
  'succeeded',
  'canceled',
  'skipped',
];

const useStyles = makeStyles<BackstageTheme>(theme => ({
  root: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2) },
  field: { width: 160 },
}));

/** Narrows the runs to a branch and a status. */
export function RunsFilters(props: {
  filters: RunFilters;
  onChange: (filters: RunFilters) => void;
}) {
  const { filters, onChange } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const statusId = useId();
  const branchId = useId();
  const [branch, setBranch] = useState(filters.ref ?? '');

  useEffect(() => setBranch(filters.ref ?? ''), [filters.ref]);

  useEffect(() => {
    const ref = branch.trim() || undefined;
    if (ref === filters.ref) {
      return undefined;
    }
    const timer = setTimeout(
      () => onChange({ ...filters, ref }),
      TYPING_PAUSE_MS,
    );
    return () => clearTimeout(timer);
  }, [branch, filters, onChange]);

  return (
    <div className={classes.root}>
      <TextField
        id={branchId}
        className={classes.field}
        size="small"
        InputLabelProps={{ shrink: true }}
        label={t('deployments.branchHint')}
        value={branch}
        onChange={event => setBranch(event.target.value)}
      />
      <TextField
        id={statusId}
        className={classes.field}
        size="small"
        select
        SelectProps={{ native: true }}
        InputLabelProps={{ shrink: true }}
        label={t('deployments.status')}
        value={filters.status ?? ''}
        onChange={event =>
          onChange({
            ...filters,
            status: statuses.find(status => status === event.target.value),
          })
        }
      >
        <option value="">{t('deployments.anyStatus')}</option>
        {statuses.map(status => (
          <option key={status} value={status}>
            {t(`status.${status}`)}
          </option>
        ))}
      </TextField>
    </div>
  );
}
