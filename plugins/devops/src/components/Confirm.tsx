import { ActionButton } from './ActionButton';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { useId, type ReactNode } from 'react';
import { useTranslation } from '../hooks/useTranslation';
import { Refusal } from './Refusal';

/** Asks before something that cannot be undone, and stays to tell a refusal. */
export function Confirm(props: {
  open: boolean;
  title: string;
  children: ReactNode;
  confirmLabel: string;
  busyLabel: string;
  dismissLabel?: string;
  busy: boolean;
  refusal?: { title: string; error: unknown };
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const titleId = useId();
  const { open, busy, refusal, onClose, onConfirm } = props;
  return (
    <Dialog
      open={open}
      onClose={busy ? undefined : onClose}
      aria-labelledby={titleId}
      maxWidth="sm"
      transitionDuration={0}
    >
      <DialogTitle id={titleId}>{props.title}</DialogTitle>
      <DialogContent>
        {props.children}
        {refusal && <Refusal title={refusal.title} error={refusal.error} />}
      </DialogContent>
      <DialogActions>
        <ActionButton onClick={onClose} disabled={busy}>
          {props.dismissLabel ?? t('action.cancel')}
        </ActionButton>
        <ActionButton
          onClick={onConfirm}
          disabled={busy}
          color="primary"
          variant="contained"
        >
          {busy ? props.busyLabel : props.confirmLabel}
        </ActionButton>
      </DialogActions>
    </Dialog>
  );
}
