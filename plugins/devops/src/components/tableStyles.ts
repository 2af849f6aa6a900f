import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { toneColors } from './colors';
import { visuallyHidden } from './visuallyHidden';

/** Dense tables that scroll within themselves when the page is narrow. */
export const useTableStyles = makeStyles<BackstageTheme>(theme => ({
  // What is hidden from sight is placed within it, or it would widen the page.
  scroller: { overflowX: 'auto', position: 'relative' },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    ...theme.typography.body2,
  },
  caption: visuallyHidden,
  headerCell: {
    textAlign: 'left',
    padding: theme.spacing(0.5, 1),
    whiteSpace: 'nowrap',
    color: toneColors(theme).neutral,
    fontWeight: 'bold',
    borderBottom: `1px solid ${theme.palette.divider}`,
    '&:first-child': { paddingLeft: 0 },
  },
  cell: {
    padding: theme.spacing(0.75, 1),
    borderBottom: `1px solid ${theme.palette.divider}`,
    verticalAlign: 'baseline',
    whiteSpace: 'nowrap',
    '&:first-child': { paddingLeft: 0 },
  },
  /** The head of a row, which is not set apart by weight. */
  rowHead: { textAlign: 'left', fontWeight: 'inherit' },
  /** Stays in sight while the figures beside it are scrolled. */
  sticky: {
    position: 'sticky',
    left: 0,
    zIndex: 1,
    background: theme.palette.background.paper,
  },
  numeric: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  /** A head of several words over short figures. */
  wrapping: { whiteSpace: 'normal', verticalAlign: 'bottom' },
  /** Within a cell: text that may take several lines. */
  long: {
    display: 'block',
    maxWidth: '40ch',
    minWidth: '16ch',
    whiteSpace: 'normal',
    overflowWrap: 'anywhere',
  },
  more: { marginTop: theme.spacing(1) },
  quiet: { color: toneColors(theme).neutral },
}));
