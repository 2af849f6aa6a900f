import { makeStyles } from '@material-ui/core/styles';
import { useNow } from '../hooks/useNow';
import { formatDuration } from './format';

const useStyles = makeStyles({
  root: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
});

/** `3 m 12 s`. */
export function Duration(props: { ms: number }) {
  const classes = useStyles();
  return <span className={classes.root}>{formatDuration(props.ms)}</span>;
}

/** How long something took, or has taken so far while it runs. */
export function Elapsed(props: {
  durationMs?: number;
  startedAt?: string;
  finishedAt?: string;
}) {
  const { durationMs, startedAt, finishedAt } = props;
  const now = useNow();
  if (durationMs !== undefined) {
    return <Duration ms={durationMs} />;
  }
  if (startedAt === undefined) {
    return null;
  }
  const end = finishedAt === undefined ? now : Date.parse(finishedAt);
  return <Duration ms={Math.max(0, end - Date.parse(startedAt))} />;
}
