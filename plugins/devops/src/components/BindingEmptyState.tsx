import { makeStyles } from '@material-ui/core/styles';
import type { BackstageTheme } from '@backstage/theme';
import { useState } from 'react';
import { useTranslation } from '../hooks/useTranslation';
import { BindingHelp } from './BindingHelp';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  root: { margin: 0 },
  summary: { cursor: 'pointer', color: theme.palette.link },
}));

/**
 * For a card of an entity that nothing binds: one line, and on demand how to
 * bind it. Many components never will be; they get no more noise than that.
 */
export function BindingEmptyState() {
  const classes = useStyles();
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <p className={classes.root}>{t('binding.compact')}</p>
      <details onToggle={event => setOpen(event.currentTarget.open)}>
        <summary className={classes.summary}>{t('binding.how')}</summary>
        {open && <BindingHelp />}
      </details>
    </>
  );
}
