import { Link } from '@backstage/core-components';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { useLocale } from '../hooks/useLocale';
import { formatNumber } from './format';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(2),
    rowGap: theme.spacing(0.5),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  link: {
    display: 'inline-flex',
    alignItems: 'baseline',
    gap: theme.spacing(0.5),
    padding: theme.spacing(0.25, 0.5),
    borderRadius: theme.shape.borderRadius,
    border: '1px solid transparent',
    '&[aria-current]': { borderColor: 'currentColor' },
  },
  number: { fontVariantNumeric: 'tabular-nums' },
}));

/** How many there are in which state; each number leads to them. */
export function MarkedCounts<TState extends string>(props: {
  label: string;
  counts: Array<{
    state: TState;
    mark: ReactNode;
    count: number;
    isChosen: boolean;
    to: string;
  }>;
}) {
  const { label, counts } = props;
  const classes = useStyles();
  const locale = useLocale();
  return (
    <ul className={classes.list} aria-label={label}>
      {counts.map(({ state, mark, count, isChosen, to }) => (
        <li key={state}>
          <Link
            to={to}
            className={classes.link}
            aria-current={isChosen || undefined}
          >
            {mark}{' '}
            <span className={classes.number}>
              {formatNumber(count, locale)}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
