import type {
  SloState,
  SloStateCounts,
} from '@backstage-devops/plugin-devops-common';
import { Link } from '@backstage/core-components';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { formatNumber } from '../../components/format';
import { sloStates } from '../../components/sloOrder';
import { SloMark } from '../../components/StatusMark';
import { useLocale } from '../../hooks/useLocale';

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

/**
 * How many objectives are in which state, in words and shapes; each leads to
 * them. States that nothing is in are left out, unless they are chosen.
 */
export function StateCounts(props: {
  label: string;
  counts: SloStateCounts;
  chosen?: SloState[];
  /** Where the objectives in a state are. */
  linkTo: (state: SloState) => string;
}) {
  const { label, counts, chosen = [], linkTo } = props;
  const classes = useStyles();
  const locale = useLocale();
  const shown = sloStates.filter(
    state => counts[state] > 0 || chosen.includes(state),
  );
  return shown.length === 0 ? null : (
    <ul className={classes.list} aria-label={label}>
      {shown.map(state => (
        <li key={state}>
          <Link
            to={linkTo(state)}
            className={classes.link}
            aria-current={chosen.includes(state) || undefined}
          >
            <SloMark state={state} />{' '}
            <span className={classes.number}>
              {formatNumber(counts[state], locale)}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
