import { ActionButton } from './ActionButton';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslation } from '../hooks/useTranslation';
import { toneColors } from './colors';
import { CopyButton } from './CopyButton';
import { isRefused, messageOf, sentence, statusOf } from './errors';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  root: {
    borderLeft: `3px solid ${toneColors(theme).bad}`,
    padding: theme.spacing(0.5, 1.5),
  },
  title: { margin: 0, fontWeight: 'bold' },
  text: { margin: theme.spacing(0.5, 0), overflowWrap: 'anywhere' },
  actions: { display: 'flex', gap: theme.spacing(1), flexWrap: 'wrap' },
  quiet: { margin: 0, color: toneColors(theme).neutral },
}));

/**
 * What failed to load, that the rest still works, and the ways out. Refusals
 * look the same as things that do not exist.
 */
export function LoadError(props: {
  /** What could not be loaded, as the beginning of a sentence. */
  what: string;
  error: unknown;
  onRetry: () => void;
}) {
  const { what, error, onRetry } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  if (isRefused(error)) {
    return (
      <div>
        <p className={classes.title}>{t('error.forbidden')}</p>
        <p className={classes.quiet}>{t('error.forbiddenHint')}</p>
      </div>
    );
  }
  const title = t('error.title', { what });
  const message = messageOf(error);
  const details = [
    title,
    message,
    statusOf(error) === undefined ? '' : `HTTP ${statusOf(error)}`,
    error instanceof Error ? error.message : '',
    new Date().toISOString(),
  ]
    .filter(Boolean)
    .join('\n');
  return (
    <div role="alert" className={classes.root}>
      <p className={classes.title}>{title}</p>
      <p className={classes.text}>
        {sentence(message)} {t('error.stillWorks')}
      </p>
      <div className={classes.actions}>
        <ActionButton size="small" variant="outlined" onClick={onRetry}>
          {t('action.retryLoad')}
        </ActionButton>
        <CopyButton text={details} label={t('action.copyDetails')} />
      </div>
    </div>
  );
}
