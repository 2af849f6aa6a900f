import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { BackstageTheme } from '@backstage/theme';
import { useId, type ReactNode } from 'react';
import { toneColors } from './colors';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  root: {
    padding: theme.spacing(2),
    marginBottom: theme.spacing(2),
    background: theme.palette.background.paper,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    minWidth: 0,
  },
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: theme.spacing(2),
    rowGap: theme.spacing(0.5),
    marginBottom: theme.spacing(1),
  },
  hint: { flex: 1, color: toneColors(theme).neutral },
}));

/** A part of a tab, with its heading and what belongs beside the heading. */
export function Section(props: {
  title: string;
  hint?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { title, hint, actions, children } = props;
  const classes = useStyles();
  const id = useId();
  return (
    <section className={classes.root} aria-labelledby={id}>
      <div className={classes.header}>
        <Typography id={id} variant="h6" component="h2">
          {title}
        </Typography>
        <Typography variant="body2" component="span" className={classes.hint}>
          {hint}
        </Typography>
        {actions}
      </div>
      {children}
    </section>
  );
}
