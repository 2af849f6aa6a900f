import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { toneColors } from '../../components/colors';

/** Fits beside the first of a row, too, into the padding of the section. */
const ARROW = 20;

/** Environments side by side with arrows between; stacked when narrow. */
export const useMatrixStyles = makeStyles<BackstageTheme>(theme => ({
  matrix: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(190px, 1fr))',
    gap: `${theme.spacing(2)}px ${ARROW}px`,
    [theme.breakpoints.down('xs')]: {
      gridTemplateColumns: '1fr',
      rowGap: ARROW,
    },
  },
  column: {
    position: 'relative',
    minWidth: 0,
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
  },
  arrow: {
    position: 'absolute',
    left: -ARROW,
    width: ARROW,
    top: theme.spacing(1.5),
    textAlign: 'center',
    color: toneColors(theme).neutral,
    [theme.breakpoints.down('xs')]: {
      left: 0,
      width: '100%',
      top: -ARROW + 2,
      '& > span': { display: 'inline-block', transform: 'rotate(90deg)' },
    },
  },
  name: {
    margin: 0,
    ...theme.typography.body2,
    fontWeight: 'bold',
    overflowWrap: 'anywhere',
  },
  version: { fontSize: '1.25rem', overflowWrap: 'anywhere', lineHeight: 1.3 },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: theme.spacing(0.75),
    // Versions and names of environments can be long words.
    overflowWrap: 'anywhere',
    ...theme.typography.body2,
  },
  /** A mark and its words, which stay beside it when they wrap. */
  marked: {
    display: 'flex',
    alignItems: 'baseline',
    gap: theme.spacing(0.75),
  },
  quiet: { color: toneColors(theme).neutral, ...theme.typography.body2 },
  pending: {
    marginTop: 'auto',
    paddingTop: theme.spacing(1),
    borderTop: `1px solid ${theme.palette.divider}`,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.75),
    alignItems: 'flex-start',
  },
}));
