import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import { useLocale } from '../hooks/useLocale';
import { useNow } from '../hooks/useNow';
import { useTranslation } from '../hooks/useTranslation';
import { formatAge, formatInstant } from './format';

const useStyles = makeStyles({
  root: { whiteSpace: 'nowrap', cursor: 'default' },
});

/** How long ago, with the exact time and its zone on hover and focus. */
export function Age(props: { at: string }) {
  const { at } = props;
  const classes = useStyles();
  const locale = useLocale();
  const now = useNow();
  const { t } = useTranslation();
  return (
    <Tooltip title={formatInstant(at, locale)} arrow>
      <time
        dateTime={at}
        className={classes.root}
        // The exact time must be within reach of the keyboard, too.
        tabIndex={0} // eslint-disable-line jsx-a11y/no-noninteractive-tabindex
      >
        {formatAge(at, now, locale) ?? t('time.now')}
      </time>
    </Tooltip>
  );
}
