import { makeStyles } from '@material-ui/core/styles';
import type { BackstageTheme } from '@backstage/theme';
import type { ReactNode } from 'react';
import { toneColors } from './colors';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  root: {
    margin: 0,
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    alignItems: 'baseline',
    columnGap: theme.spacing(0.75),
    textAlign: 'right',
    ...theme.typography.body2,
  },
  text: { fontWeight: 'bold' },
  after: { color: toneColors(theme).neutral },
}));

/** The first line of a card: the answer, before its explanation. */
export function CardHeadline(props: {
  text: string;
  mark?: ReactNode;
  after?: ReactNode;
}) {
  const classes = useStyles();
  return (
    <p className={classes.root}>
      {props.mark}
      <span className={classes.text}>{props.text}</span>
      {props.after && <span className={classes.after}>· {props.after}</span>}
    </p>
  );
}
