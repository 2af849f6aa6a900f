import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { toneColors } from '../../components/colors';

/** What the lists of the operators' page share. */
export const useListStyles = makeStyles<BackstageTheme>(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(1),
  },
  end: { marginLeft: 'auto' },
  error: {
    maxWidth: '44ch',
    minWidth: '24ch',
    whiteSpace: 'normal',
    overflowWrap: 'anywhere',
    display: '-webkit-box',
    overflow: 'hidden',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
  },
  note: {
    color: toneColors(theme).neutral,
    display: 'block',
    maxWidth: '44ch',
    whiteSpace: 'normal',
  },
  actions: {
    display: 'flex',
    '& button': { minWidth: 0, padding: theme.spacing(0, 0.75) },
  },
}));
