import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { CopyButton } from './CopyButton';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  root: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    margin: theme.spacing(1, 0),
  },
  code: {
    flex: '0 1 auto',
    minWidth: 0,
    margin: 0,
    padding: theme.spacing(1, 1.5),
    overflowX: 'auto',
    fontFamily: 'monospace',
    fontSize: '0.8125rem',
    lineHeight: 1.5,
    background: theme.palette.background.default,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
}));

/** Text to be put into a file, with a button that copies it. */
export function Snippet(props: { label: string; text: string }) {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <pre
        className={classes.code}
        aria-label={props.label}
        role="region"
        // A wide snippet must be scrollable by keyboard.
        tabIndex={0} // eslint-disable-line jsx-a11y/no-noninteractive-tabindex
      >
        {props.text}
      </pre>
      <CopyButton text={props.text} />
    </div>
  );
}
