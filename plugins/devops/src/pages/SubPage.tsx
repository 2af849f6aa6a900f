import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  root: {
    // In line with the head of the page above it.
    padding: theme.spacing(0, 2.5, 2.5),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(0, 1, 1) },
  },
}));

/** Room around the content of a page that brings its head and nothing else. */
export function SubPage(props: { children: ReactNode }) {
  return <div className={useStyles().root}>{props.children}</div>;
}
