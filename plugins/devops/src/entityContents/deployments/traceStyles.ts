import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';

/** Colours of a terminal that can all be read on its background. */
const colors = {
  black: '#8f98a3',
  red: '#ff8a80',
  green: '#7fd88f',
  yellow: '#f2cc60',
  blue: '#82b7ff',
  magenta: '#e3a5f5',
  cyan: '#6fdbe6',
  white: '#e6e9ee',
};

const background = '#16191d';

const ansiClasses = Object.fromEntries(
  Object.entries(colors).flatMap(([name, color]) => [
    [`& .ansi-${name}-fg`, { color }],
    [`& .ansi-bright-${name}-fg`, { color }],
    [`& .ansi-${name}-bg`, { background: color, color: background }],
    [`& .ansi-bright-${name}-bg`, { background: color, color: background }],
  ]),
);

/** A log looks like a terminal in both modes. */
export const useTraceStyles = makeStyles<BackstageTheme>(theme => ({
  toolbar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 0),
  },
  search: { flex: '1 1 10rem', maxWidth: 260 },
  matches: { minWidth: '5em', ...theme.typography.body2 },
  log: {
    maxHeight: 420,
    overflow: 'auto',
    background,
    color: colors.white,
    borderRadius: theme.shape.borderRadius,
    padding: theme.spacing(1, 0),
    fontFamily: 'monospace',
    fontSize: '0.8125rem',
    lineHeight: 1.5,
    ...ansiClasses,
  },
  line: {
    display: 'flex',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    borderLeft: '3px solid transparent',
    paddingRight: theme.spacing(1),
  },
  error: { borderLeftColor: colors.red, background: '#3a1d1f' },
  match: { background: '#3b3410' },
  current: { background: '#5c5117', borderLeftColor: colors.yellow },
  number: {
    flex: '0 0 4em',
    paddingRight: theme.spacing(1.5),
    textAlign: 'right',
    userSelect: 'none',
    color: '#9aa3ae',
    '&::before': { content: 'attr(data-number)' },
  },
}));
