import type { BackstageTheme } from '@backstage/theme';
import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import { useId, type ReactNode } from 'react';
import { useTranslation } from '../hooks/useTranslation';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  paper: {
    width: 'min(840px, 100vw)',
    padding: theme.spacing(2),
    boxSizing: 'border-box',
  },
  header: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
  title: { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
}));

/**
 * Something beside the list that it was opened from. The drawer keeps the
 * focus and gives it back when it closes.
 */
export function SidePanel(props: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const { title, onClose, children } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const titleId = useId();
  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      transitionDuration={0}
      classes={{ paper: classes.paper }}
      PaperProps={{
        role: 'dialog',
        'aria-modal': true,
        'aria-labelledby': titleId,
      }}
    >
      <div className={classes.header}>
        <Typography
          id={titleId}
          variant="h5"
          component="h2"
          className={classes.title}
        >
          {title}
        </Typography>
        <IconButton
          onClick={onClose}
          aria-label={t('action.close')}
          size="small"
        >
          <CloseIcon />
        </IconButton>
      </div>
      {children}
    </Drawer>
  );
}
