import type {
  InboxDelivery,
  WorkItem,
} from '@backstage-devops/plugin-devops-common';
import { useTranslation } from '../../hooks/useTranslation';
import { useListStyles } from './styles';

/** Why it was not done, and how often that was tried. */
export function Problem(props: {
  of: Pick<InboxDelivery | WorkItem, 'error' | 'attempts' | 'lostClaims'>;
  /** In full; otherwise at most two lines. */
  whole?: boolean;
}) {
  const { error, attempts, lostClaims } = props.of;
  const classes = useListStyles();
  const { t } = useTranslation();
  const notes = [
    ...(attempts > 0 ? [`${t('operations.attempts')}: ${attempts}`] : []),
    ...(lostClaims > 0
      ? [t('operations.lostClaims', { count: lostClaims })]
      : []),
  ];
  return (
    <>
      {error && (
        <span className={props.whole ? undefined : classes.error}>{error}</span>
      )}
      {notes.length > 0 && (
        <span className={classes.note}>{notes.join(' · ')}</span>
      )}
    </>
  );
}
