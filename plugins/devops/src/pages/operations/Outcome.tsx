import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useRef } from 'react';
import { Refusal } from '../../components/Refusal';
import { useTranslation } from '../../hooks/useTranslation';

const useStyles = makeStyles({ done: { margin: 0, outline: 'none' } });

/** What came of the last action of a list. */
export type OutcomeOf = { done: string } | { error: unknown };

/**
 * Says what came of an action. What was acted on may be gone, and with it the
 * button that had the focus, so the focus comes here.
 */
export function Outcome(props: { outcome: OutcomeOf | undefined }) {
  const { outcome } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const done = useRef<HTMLParagraphElement>(null);
  useEffect(() => done.current?.focus(), [outcome]);
  if (!outcome) {
    return null;
  }
  return 'done' in outcome ? (
    <p role="status" tabIndex={-1} ref={done} className={classes.done}>
      {outcome.done}
    </p>
  ) : (
    <Refusal title={t('operations.refused')} error={outcome.error} />
  );
}
