import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(2),
  },
}));

/** The fields above a list that narrow it. */
export function FilterBar(props: { children: ReactNode }) {
  return <div className={useStyles().bar}>{props.children}</div>;
}
