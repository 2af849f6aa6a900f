import { makeStyles } from '@material-ui/core/styles';
import type { BackstageTheme } from '@backstage/theme';
import { toneColors } from './colors';
import { messageOf } from './errors';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  root: {
    margin: theme.spacing(1, 0),
    padding: theme.spacing(0.5, 1.5),
    borderLeft: `3px solid ${toneColors(theme).bad}`,
    overflowWrap: 'anywhere',
  },
  title: { fontWeight: 'bold' },
}));

/** An action that was asked for and not done, with the reason. */
export function Refusal(props: { title: string; error: unknown }) {
  const classes = useStyles();
  return (
    <p role="alert" className={classes.root}>
      <span className={classes.title}>{props.title}: </span>
      {messageOf(props.error)}
    </p>
  );
}
