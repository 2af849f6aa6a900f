import IconButton from '@material-ui/core/IconButton';
import TextField from '@material-ui/core/TextField';
import DownIcon from '@material-ui/icons/KeyboardArrowDown';
import UpIcon from '@material-ui/icons/KeyboardArrowUp';
import { useTranslation } from '../../hooks/useTranslation';
import { useTraceStyles } from './traceStyles';

/** Finds text in a log: Enter goes to the next match, Shift+Enter back. */
export function TraceSearch(props: {
  value: string;
  current: number;
  count: number;
  onChange: (value: string) => void;
  onMove: (by: number) => void;
}) {
  const { value, current, count, onChange, onMove } = props;
  const classes = useTraceStyles();
  const { t } = useTranslation();
  return (
    <>
      <TextField
        className={classes.search}
        size="small"
        variant="outlined"
        placeholder={t('trace.search')}
        inputProps={{ 'aria-label': t('trace.search') }}
        value={value}
        onChange={event => onChange(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Enter' && count > 0) {
            onMove(event.shiftKey ? -1 : 1);
          }
        }}
      />
      {value && (
        <>
          <span role="status" className={classes.matches}>
            {count === 0
              ? t('trace.noMatch')
              : t('trace.matches', {
                  current: String(current + 1),
                  total: String(count),
                })}
          </span>
          <IconButton
            size="small"
            disabled={count === 0}
            aria-label={t('trace.previous')}
            onClick={() => onMove(-1)}
          >
            <UpIcon />
          </IconButton>
          <IconButton
            size="small"
            disabled={count === 0}
            aria-label={t('trace.next')}
            onClick={() => onMove(1)}
          >
            <DownIcon />
          </IconButton>
        </>
      )}
    </>
  );
}
